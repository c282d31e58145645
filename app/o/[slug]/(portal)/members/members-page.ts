import { authorize, may, type OrganizationAccess } from '@/lib/access'
import { listRolesInUse } from '@/lib/domain/members/queries'
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

export interface MembersPage extends NumberedPage<MemberDetails> {
  /** Empty if the caller may not see who has which role. */
  roles: { id: string; name: string }[]
  assignableRoles: AssignableRole[]
}

/** Read in one transaction. */
export function getMembersPage(
  access: OrganizationAccess<'read:organization_members'>,
  { page, ...query }: MembersPageQuery,
): Promise<MembersPage> {
  const roleAccess = may(access, 'read:organization_member_roles')
    ? authorize(access, 'read:organization_member_roles')
    : null
  const readRows = (window: OffsetWindow) => listMembers(access, { ...query, ...window, include: 'details' })
  return readTogether(roleAccess ? [access, roleAccess] : [access], async () => ({
    ...(await readNumberedPage(readRows, page)),
    roles: roleAccess ? await listRolesInUse(roleAccess) : [],
    assignableRoles: await getAssignableRoles(access),
  }))
}
