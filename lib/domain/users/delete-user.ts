import type { TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change } from '@/lib/db/transaction'
import { keepingOwners, organizationsOfUser } from '../members/keep-owners'
import { barAddress } from './bar-address'
import { lockUser } from './lock-users'
import { assertOperatorLeft } from './operators'

/**
 * @throws DomainError not_found; last_owner, unless the caller may remove it; conflict if `mustLeaveOperator` and no operator is left
 */
export function deleteUser(
  access: TenantAccess<'delete:users'>,
  userId: string,
  { mustLeaveOperator = false }: { mustLeaveOperator?: boolean } = {},
): Promise<void> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      await lockUser(tx, tenantId, userId)
      const owning = { access, among: organizationsOfUser(tenantId, userId) }
      const events = await keepingOwners(tx, owning, () => deleteUserRow(tx, tenantId, userId))
      if (mustLeaveOperator) await assertOperatorLeft(tx, tenantId)
      return { result: undefined, events }
    },
    { users: [userId] },
  )
}

/** The caller locks the row. */
export async function deleteUserRow(tx: Tx, tenantId: string, userId: string): Promise<[Event, ...Event[]]> {
  await barAddress(tx, { tenantId, userId })
  const left = await tx.$queryRaw<{ organizationId: string; roles: string[] }[]>`
    SELECT organization_id AS "organizationId", roles FROM foyer.leave_organizations(${userId})`
  const [deleted] = await tx.$queryRaw<{ emailFolded: string }[]>`
    DELETE FROM users WHERE tenant_id = ${tenantId} AND id = ${userId} RETURNING email_folded AS "emailFolded"`
  if (!deleted) throw new Error('A user is deleted whose row was not locked.')
  await tx.$executeRaw`SELECT foyer.erase_user(${userId}, ${deleted.emailFolded})`
  const target = { kind: 'user', id: userId }
  const removed = left.map(({ organizationId, roles }): Event => ({
    type: 'member.removed',
    organizationId,
    target,
    details: { before: roles, after: null },
  }))
  return [{ type: 'user.deleted', target }, ...removed]
}
