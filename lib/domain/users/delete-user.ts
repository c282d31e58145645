import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { endMembership } from '../members/end-membership'
import { eraseUser } from './erase-user'
import { lockUser } from './lock-users'

/**
 * Deletes a user: memberships, sessions, tokens and ways to sign in, and what identifies the user in the audit. An
 * organization may be left without an owner.
 * @throws DomainError not_found
 */
export function deleteUser(access: TenantAccess<'delete:users'>, userId: string): Promise<void> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      await lockUser(tx, tenantId, userId)
      return { result: undefined, events: await takeOut(tx, tenantId, userId) }
    },
    { users: [userId] },
  )
}

/** Deletes a user whose row is locked; returns the audit events. */
export async function takeOut(tx: Tx, tenantId: string, userId: string): Promise<[Event, ...Event[]]> {
  const left = await leaveAll(tx, tenantId, userId)
  const { emailFolded } = await tx.user.delete({
    where: { tenantId_id: { tenantId, id: userId } },
    select: { emailFolded: true },
  })
  await eraseUser(tx, { tenantId, userId, emailFolded })
  return [{ type: 'user.deleted', target: { kind: 'user', id: userId } }, ...left]
}

/** Ends all memberships, with an event in each organization’s own audit. */
async function leaveAll(tx: Tx, tenantId: string, userId: string): Promise<Event[]> {
  const memberships = await tx.member.findMany({
    where: { tenantId, userId },
    select: { organizationId: true, roles: { select: { role: { select: { name: true } } } } },
    orderBy: { organizationId: 'asc' },
  })
  const events: Event[] = []
  for (const { organizationId, roles } of memberships) {
    await endMembership(tx, organizationId, userId)
    events.push({
      type: 'member.removed',
      organizationId,
      target: { kind: 'user', id: userId },
      details: { before: roles.map(({ role }) => role.name), after: null },
    })
  }
  return events
}
