import { authorize, may, type OrganizationAccess } from '@/lib/access'
import { listRolesInUse } from '@/lib/domain/members/list-member-roles'
import { listMembers, type MemberDetails, type MemberSort } from '@/lib/domain/members/list-members'
import { type NumberedPage, readNumberedPage } from '@/lib/domain/numbered-page'
import { readTogether } from '@/lib/domain/read-together'
import { getAssignableRoles, type AssignableRole } from '@/lib/domain/roles/role-choices'
import type { OffsetWindow } from '@/lib/domain/window'

export interface MembersPageQuery {
  q: string
  role: string
  sort: MemberSort
  /** From 1; beyond the last page, the last page is shown. */
  page: number
}

export interface MembersPage extends Omit<NumberedPage<MemberDetails>, 'rows'> {
  members: MemberDetails[]
  /** Empty if the caller may not see who has which role. */
  roles: { id: string; name: string }[]
  assignableRoles: AssignableRole[]
}

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
  const read = (window: OffsetWindow) => listMembers(access, { ...query, ...window, include: 'details' })
  const { rows: members, ...place } = await readNumberedPage(read, page)
  return { members, ...place }
}
