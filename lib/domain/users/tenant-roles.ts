import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change, read, unchanged, withEvents, type ChangeResult } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import type { AnyTenantAccess, TenantAccess } from '@/lib/access'
import { byId, readPage } from '../read-page'
import { type TenantRole, tenantRoleColumns } from '../tenant-roles/read-tenant-role'
import type { OffsetWindow, Windowed } from '../window'
import { foldedAddress } from '../text/email-address'
import { findUserByEmail } from './read-user'
import { lockUser, lockUsers, userExists } from './lock-users'
import { assertOperatorLeft } from './operators'

interface UsersAndRoles {
  users: readonly string[]
  roles: readonly string[]
}

async function findTenantRoles(tx: Tx, tenantId: string, ids: readonly string[]): Promise<TenantRole[]> {
  const input = [...new Set(ids)]
  const roles = await tx.$queryRaw<TenantRole[]>(sql`
    SELECT ${tenantRoleColumns} FROM roles r
    WHERE r.tenant_id = ${tenantId} AND r.usable_in = '*' AND r.id = ANY (${input}) ORDER BY r.name`)
  const unknown = input.filter((id) => !roles.some((role) => role.id === id))
  if (unknown.length === 0) return roles
  const sentence = `One or more of the specified roles do not exist: ${unknown.join(', ')}`
  throw new DomainError('not_found', sentence, { field: 'roles' })
}

const mostRoles = 50

/** @throws DomainError not_found; invalid for the role that everyone has; too_many */
export function addTenantRoles(
  access: AnyTenantAccess<'create:role_members' | 'update:users' | 'update:roles'>,
  input: UsersAndRoles,
): Promise<void> {
  const { users } = input
  return change(access, (tx) => addRoles(tx, access.tenantId, input), { users })
}

/**
 * To the user with the address. Returns their id. The user is found and locked after the caller: if two callers wait for
 * each other, the transaction is tried again.
 * @throws DomainError invalid at `email` for an unknown address, and as addTenantRoles()
 */
export function addTenantRolesByAddress(
  access: TenantAccess<'create:role_members' | 'read:users'>,
  { email, roles }: { email: string; roles: readonly string[] },
): Promise<string> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const user = await findUserByEmail(tx, { tenantId, emailFolded: foldedAddress(email) })
    if (!user) throw invalid('email', 'No user has this address.')
    const added = await addRoles(tx, tenantId, { users: [user.id], roles })
    return { ...added, result: user.id }
  })
}

async function addRoles(tx: Tx, tenantId: string, input: UsersAndRoles): Promise<ChangeResult<void>> {
  const users = await lockUsers(tx, tenantId, input.users)
  const roles = await findTenantRoles(tx, tenantId, input.roles)
  if (roles.some(({ everyone }) => everyone))
    throw new DomainError('invalid', 'Everyone has this role already, so it cannot be assigned.')
  const added = await tx.userRole.createManyAndReturn({
    data: users.flatMap(({ id: userId }) => roles.map(({ id: roleId }) => ({ userId, roleId }))),
    select: { userId: true, roleId: true },
    skipDuplicates: true,
  })
  await assertTenantRoleLimit(tx, tenantId, input.users)
  const events = users.flatMap(({ id, name, email }): Event[] => {
    const names = roles.flatMap((role) =>
      added.some(({ userId, roleId }) => userId === id && roleId === role.id) ? [role.name] : [],
    )
    const target = { kind: 'user', id, name, email }
    return names.length === 0 ? [] : [{ type: 'user.roles_given', target, details: { roles: names } }]
  })
  return withEvents(undefined, events)
}

async function assertTenantRoleLimit(tx: Tx, tenantId: string, users: readonly string[]): Promise<void> {
  const counts = await tx.userRole.groupBy({
    by: ['userId'],
    where: { tenantId, userId: { in: [...users] } },
    _count: true,
  })
  if (counts.some(({ _count }) => _count > mostRoles))
    throw new DomainError('too_many', `A user can hold at most ${mostRoles} roles.`)
}

/** @throws DomainError not_found; conflict if `mustLeaveOperator` and no operator is left */
export function removeTenantRoles(
  access: AnyTenantAccess<'delete:role_members' | 'update:users'>,
  input: { userId: string; roles: readonly string[]; mustLeaveOperator?: boolean },
): Promise<void> {
  const { tenantId } = access
  const { userId } = input
  return change(
    access,
    async (tx) => {
      const { name, email } = await lockUser(tx, tenantId, userId)
      const roles = await findTenantRoles(tx, tenantId, input.roles)
      const removed = await tx.$queryRaw<{ id: string }[]>`
        DELETE FROM user_roles ur
        WHERE ur.tenant_id = ${tenantId} AND ur.user_id = ${userId} AND ur.role_id = ANY(${roles.map(({ id }) => id)})
        RETURNING ur.role_id AS id`
      if (removed.length === 0) return unchanged(undefined)
      if (input.mustLeaveOperator) await assertOperatorLeft(tx, tenantId)
      const removedRoles = roles.filter((role) => removed.some(({ id }) => id === role.id))
      const target = { kind: 'user', id: userId, name, email }
      const details = { roles: removedRoles.map((role) => role.name) }
      return { result: undefined, events: [{ type: 'user.roles_taken', target, details }] }
    },
    { users: [userId] },
  )
}

/** @throws DomainError not_found */
export function listTenantRolesOf(
  access: AnyTenantAccess<'read:users' | 'read:roles' | 'read:role_members'>,
  input: OffsetWindow & { userId: string },
): Promise<Omit<Windowed<TenantRole>, 'next'>> {
  const { tenantId } = access
  const { userId } = input
  return read(access, (tx) =>
    readPage<TenantRole>(tx, input, {
      columns: tenantRoleColumns,
      from: sql`user_roles ur JOIN roles r ON r.tenant_id = ur.tenant_id AND r.id = ur.role_id
        WHERE ur.tenant_id = ${tenantId} AND ur.user_id = ${userId}`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(input, sql`r.id`, sql`r.name, r.id`),
      placeOf: ({ id }) => id,
    }),
  )
}
