import type { AnyTenantAccess } from '../any-tenant-access'
import { change, unchanged } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { findTenantRoles, type UsersAndRoles } from './find-tenant-roles'
import { lockUsers } from './lock-users'

const most = 50

/**
 * Gives tenant roles to users at tenant level, all or nothing; those already held stay.
 * @throws DomainError not_found; invalid for everybody’s role; too_many
 */
export function giveTenantRoles(
  access: AnyTenantAccess<'create:role_members' | 'update:users' | 'update:roles'>,
  input: UsersAndRoles,
): Promise<void> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      const users = await lockUsers(tx, tenantId, input.users)
      const roles = await findTenantRoles(tx, tenantId, input.roles)
      if (roles.some(({ everyone }) => everyone))
        throw new DomainError('invalid', 'Everybody holds this role already, so it is not given by hand.')
      const given = await tx.userRole.createManyAndReturn({
        data: users.flatMap(({ id: userId }) => roles.map(({ id: roleId }) => ({ userId, roleId }))),
        select: { userId: true, roleId: true },
        skipDuplicates: true,
      })
      await refuseTooMany(tx, tenantId, input.users)
      const events = users.flatMap(({ id, name, email }): Event[] => {
        const names = roles.flatMap((role) =>
          given.some(({ userId, roleId }) => userId === id && roleId === role.id) ? [role.name] : [],
        )
        const target = { kind: 'user', id, name, email }
        return names.length === 0 ? [] : [{ type: 'user.roles_given', target, details: { roles: names } }]
      })
      const [first, ...others] = events
      return first ? { result: undefined, events: [first, ...others] } : unchanged(undefined)
    },
    { users: input.users },
  )
}

async function refuseTooMany(tx: Tx, tenantId: string, users: readonly string[]): Promise<void> {
  const held = await tx.userRole.groupBy({
    by: ['userId'],
    where: { tenantId, userId: { in: [...users] } },
    _count: true,
  })
  if (held.some(({ _count }) => _count > most))
    throw new DomainError('too_many', `A user can hold at most ${most} roles.`)
}
