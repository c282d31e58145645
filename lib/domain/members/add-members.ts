import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { invalid, notFound } from '@/lib/errors'
import { type AssignableRole, chosenRoles, listAssignableRoles } from '../roles/role-choices'
import { lockUsers } from '../users/lock-users'
import { insertMembers } from './insert-members'
import { roleNames } from './member-change'

/** Without the users’ consent, so only at tenant level. @throws DomainError not_found; invalid at `members` */
export function addMembers(
  access: OrganizationAccess<'create:organization_members'>,
  users: readonly string[],
): Promise<void>
export function addMembers(
  access: OrganizationAccess<'create:organization_members' | 'create:organization_member_roles'>,
  users: readonly string[],
  roleIds: readonly string[],
): Promise<void>
export function addMembers(
  access: OrganizationAccess<'create:organization_members'>,
  users: readonly string[],
  roleIds: readonly string[] = [],
): Promise<void> {
  const { tenantId, organizationId } = access
  if (!access.isTenantLevel) return Promise.reject(notFound())
  return changeLocked(
    access,
    async (tx) => {
      const known = await lockUsers(tx, tenantId, users)
      await assertVerified(tx, tenantId, users)
      const userIds = known.map(({ id }) => id)
      const roles = roleIds.length === 0 ? [] : await givenRoles(tx, access, roleIds)
      const isNew = await insertMembers(tx, { organizationId, userIds, roles })
      const [first, ...others] = known
        .filter(({ id }) => isNew.has(id))
        .map(({ id, name, email }): Event => {
          const target = { kind: 'user', id, name, email }
          return { type: 'member.added', target, details: { after: roleNames(roles) } }
        })
      return first ? { result: undefined, events: [first, ...others] } : unchanged(undefined)
    },
    { users },
  )
}

async function givenRoles(
  tx: Tx,
  access: OrganizationAccess,
  ids: readonly string[],
): Promise<AssignableRole[]> {
  const { roles: givable } = await listAssignableRoles(tx, access)
  return chosenRoles(tx, access, { givable, ids, field: 'roles' })
}

async function assertVerified(tx: Tx, tenantId: string, users: readonly string[]): Promise<void> {
  const unverified = await tx.user.findMany({
    where: { tenantId, id: { in: [...users] }, emailVerifiedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  if (unverified.length === 0) return
  const ids = unverified.map(({ id }) => id).join(', ')
  throw invalid('members', `Members must have a verified email address: ${ids}`)
}
