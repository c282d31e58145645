import type { TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change } from '@/lib/db/transaction'
import { endMemberships } from '../members/remove-members'
import { barAddress } from './bar-address'
import { lockUser } from './lock-users'
import { assertOperatorLeft } from './operators'

interface DeleteOptions {
  mustLeaveOperator?: boolean
}

/** An organization may be left without an owner. @throws DomainError not_found; conflict if no operator is left, if one must be */
export function deleteUser(
  access: TenantAccess<'delete:users'>,
  userId: string,
  { mustLeaveOperator = false }: DeleteOptions = {},
): Promise<void> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      await lockUser(tx, tenantId, userId)
      const events = await deleteUserRow(tx, tenantId, userId)
      if (mustLeaveOperator) await assertOperatorLeft(tx, tenantId)
      return { result: undefined, events }
    },
    { users: [userId] },
  )
}

/** The caller locks the row. */
export async function deleteUserRow(tx: Tx, tenantId: string, userId: string): Promise<[Event, ...Event[]]> {
  await barAddress(tx, { tenantId, userId })
  const left = await leaveAll(tx, tenantId, userId)
  const { emailFolded } = await tx.user.delete({
    where: { tenantId_id: { tenantId, id: userId } },
    select: { emailFolded: true },
  })
  await eraseUser(tx, { tenantId, userId, emailFolded })
  return [{ type: 'user.deleted', target: { kind: 'user', id: userId } }, ...left]
}

async function leaveAll(tx: Tx, tenantId: string, userId: string): Promise<Event[]> {
  const memberships = await tx.member.findMany({
    where: { tenantId, userId },
    select: { organizationId: true, roles: { select: { role: { select: { name: true } } } } },
    orderBy: { organizationId: 'asc' },
  })
  const events: Event[] = []
  for (const { organizationId, roles } of memberships) {
    await endMemberships(tx, organizationId, { users: [userId] })
    events.push({
      type: 'member.removed',
      organizationId,
      target: { kind: 'user', id: userId },
      details: { before: roles.map(({ role }) => role.name), after: null },
    })
  }
  return events
}

interface Erased {
  tenantId: string
  userId: string
  emailFolded: string
}

/** Audit events stay, without personal data. Open invitations stay, since they belong to organizations. */
async function eraseUser(tx: Tx, { tenantId, userId, emailFolded }: Erased): Promise<void> {
  const addresses = [emailFolded, ...(await previousAddresses(tx, tenantId, userId))]
  await tx.$executeRaw`
    UPDATE audit_people p SET actor_name = NULL, actor_email = NULL, ip = NULL, user_agent = NULL
    FROM audit_events e
    WHERE e.tenant_id = ${tenantId} AND e.actor_id = ${userId} AND p.tenant_id = ${tenantId} AND p.event_id = e.id`
  await tx.$executeRaw`
    UPDATE audit_people p SET target_name = NULL, target_email = NULL
    FROM audit_events e
    WHERE e.tenant_id = ${tenantId} AND e.target_id = ${userId} AND p.tenant_id = ${tenantId} AND p.event_id = e.id`
  await tx.$executeRaw`
    UPDATE audit_people SET target_name = NULL, target_email = NULL
    WHERE tenant_id = ${tenantId} AND target_email_folded = ANY (${addresses}::text[])`
  await tx.$executeRaw`
    DELETE FROM mails WHERE tenant_id = ${tenantId} AND recipient_folded = ANY (${addresses}::text[])`
  await tx.$executeRaw`
    DELETE FROM email_proofs WHERE tenant_id = ${tenantId} AND email_folded = ANY (${addresses}::text[])`
  await tx.$executeRaw`
    DELETE FROM invitations
    WHERE tenant_id = ${tenantId} AND email_folded = ANY (${addresses}::text[]) AND state <> 'pending'`
  await tx.$executeRaw`
    UPDATE invitations SET inviter_user_id = NULL,
      message = CASE state WHEN 'pending' THEN message END,
      inviter_name = CASE state WHEN 'pending' THEN inviter_name ELSE 'Somebody who is gone' END
    WHERE tenant_id = ${tenantId} AND inviter_user_id = ${userId}`
}

/** From the user’s own events; not those that another user has by now. */
async function previousAddresses(tx: Tx, tenantId: string, userId: string): Promise<string[]> {
  const found = await tx.$queryRaw<{ address: string }[]>`
    SELECT a.address FROM (
      SELECT lower(p.actor_email) AS address
      FROM audit_events e JOIN audit_people p ON p.tenant_id = ${tenantId} AND p.event_id = e.id
      WHERE e.tenant_id = ${tenantId} AND e.actor_id = ${userId}
      UNION
      SELECT p.target_email_folded
      FROM audit_events e JOIN audit_people p ON p.tenant_id = ${tenantId} AND p.event_id = e.id
      WHERE e.tenant_id = ${tenantId} AND e.target_id = ${userId}) a
    WHERE a.address IS NOT NULL
      AND NOT EXISTS (SELECT FROM users u WHERE u.tenant_id = ${tenantId} AND u.email_folded = a.address)`
  return found.map(({ address }) => address)
}
