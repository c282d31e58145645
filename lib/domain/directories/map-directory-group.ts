import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import {
  type AssignableRole,
  assignableWithin,
  chosenRoles,
  listAssignableRoles,
} from '../roles/role-choices'
import type { Tx } from '@/lib/db/prisma'
import { lockDirectory } from './directory-settings'
import { syncDirectoryRoles } from './directory-roles'
import { readDirectoryGroup } from './read-directory-group'
import { usersInGroup } from './users-in-group'

export const mapperPermissions = [
  'update:organization_connections',
  'create:organization_member_roles',
  'delete:organization_member_roles',
] as const

export type GroupMapper = OrganizationAccess<(typeof mapperPermissions)[number]>

export interface GroupMapping {
  connectionId: string
  groupId: string
  /** All of them; none for a group that gives no role. */
  roleIds: readonly string[]
}

/**
 * Roles that both this user and the directory may give. The members of the group have them from now on.
 * @throws DomainError not_found, not_yours_to_give, last_owner
 */
export async function mapDirectoryGroup(access: GroupMapper, mapping: GroupMapping): Promise<void> {
  const { connectionId, groupId } = mapping
  const users = await usersInGroup(access, connectionId, groupId)
  return changeLocked(
    access,
    async (tx) => {
      const { tenantId, organizationId } = access
      await lockDirectory(tx, access, connectionId)
      const group = await readDirectoryGroup(tx, access, { connectionId, id: groupId })
      const where = { tenantId, organizationId, groupId }
      const before = await tx.directoryGroupRole.findMany({ where, include: { role: true } })
      const former = before.map(({ roleId }) => roleId)
      const roles = await newRoles(tx, access, { ...mapping, former })
      if (former.length === mapping.roleIds.length && former.every((id) => mapping.roleIds.includes(id)))
        return unchanged(undefined)
      await tx.directoryGroupRole.deleteMany({ where: { ...where, roleId: { notIn: [...mapping.roleIds] } } })
      await tx.directoryGroupRole.createMany({
        data: roles.map(({ id: roleId, usableIn }) => ({ organizationId, groupId, roleId, usableIn })),
      })
      const present = await readMembers(tx, where)
      const { events, mails = [] } = await syncDirectoryRoles(tx, access, {
        connectionId,
        users: present,
        former,
      })
      const after = await tx.directoryGroupRole.findMany({ where, include: { role: true } })
      const names = (rows: typeof after) => ({ roles: rows.map(({ role }) => role.name).sort() })
      const mapped = {
        type: 'directory.group_mapped' as const,
        target: { kind: 'directory_group', id: groupId, name: group.displayName },
        details: { before: names(before), after: names(after) },
      }
      return { result: undefined, events: [mapped, ...(typeof events === 'string' ? [] : events)], mails }
    },
    { users },
  )
}

async function newRoles(
  tx: Tx,
  access: GroupMapper,
  { connectionId, roleIds, former }: GroupMapping & { former: readonly string[] },
): Promise<AssignableRole[]> {
  const ids = roleIds.filter((id) => !former.includes(id))
  if (ids.length === 0) return []
  const { roles: givable } = await listAssignableRoles(tx, access)
  const chosen = await chosenRoles(tx, access, { givable, ids })
  const [{ grantable }] = await tx.$queryRaw<[{ grantable: string[] }]>`
    SELECT foyer.directory_grantable(${access.organizationId}, ${connectionId}) AS grantable`
  const { roles: ofDirectory } = await assignableWithin(tx, access, new Set(grantable))
  const beyond = chosen.find(({ id }) => !ofDirectory.some((role) => role.id === id))
  if (beyond === undefined) return chosen
  throw new DomainError(
    'not_yours_to_give',
    `Directory sync may not give the role ${beyond.name}. Take over directory sync first: then it gives what you can give.`,
  )
}

async function readMembers(
  tx: Tx,
  where: { tenantId: string; organizationId: string; groupId: string },
): Promise<string[]> {
  const rows = await tx.directoryGroupMember.findMany({
    where,
    select: { user: { select: { userId: true } } },
  })
  return rows.map(({ user }) => user.userId)
}
