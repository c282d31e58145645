import { authorize, may, type OrganizationAccess } from '@/lib/access'
import { hasNextPage, mostCounted } from '@/lib/domain/bounded-count'
import { listRolesInUse } from '@/lib/domain/members/list-member-roles'
import { listMembers, type MemberDetails, type MemberSort } from '@/lib/domain/members/list-members'
import { readTogether } from '@/lib/domain/read-together'
import { getAssignableRoles, type AssignableRole } from '@/lib/domain/roles/role-choices'

export interface MembersPageQuery {
  q: string
  role: string
  sort: MemberSort
  /** From 1; beyond the last page, the last page is shown. */
  page: number
}

export interface MembersPage {
  members: MemberDetails[]
  /** Of more than `mostCounted`, one more. */
  total: number
  page: number
  hasNext: boolean
  /** Empty if the caller may not see who has which role. */
  roles: { id: string; name: string }[]
  assignableRoles: AssignableRole[]
}

export const membersPerPage = 25

type Access = OrganizationAccess<'read:organization_members'>

/** Read in one transaction. */
export function getMembersPage(access: Access, query: MembersPageQuery): Promise<MembersPage> {
  const roleAccess = may(access, 'read:organization_member_roles')
    ? authorize(access, 'read:organization_member_roles')
    : null
  return readTogether(roleAccess ? [access, roleAccess] : [access], async () => {
    const page = await onePage(access, query)
    const roles = roleAccess ? await listRolesInUse(roleAccess) : []
    return { ...page, roles, assignableRoles: await getAssignableRoles(access) }
  })
}

async function onePage(
  access: Access,
  { page, ...query }: MembersPageQuery,
): Promise<Omit<MembersPage, 'roles' | 'assignableRoles'>> {
  const skip = (page - 1) * membersPerPage
  const window = { take: membersPerPage, skip, countAtMost: mostCounted }
  const { rows, total } = await listMembers(access, { ...query, ...window, include: 'details' })
  const pages = Math.max(1, Math.ceil(Math.min(total, mostCounted) / membersPerPage))
  if (rows.length === 0 && page > pages) return onePage(access, { ...query, page: pages })
  return {
    members: rows,
    total,
    page,
    hasNext: hasNextPage({ total, skip, shown: rows.length, take: membersPerPage }),
  }
}
