import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { reach, windowed, type Window, type Windowed } from '../window'
import { insistOnMember } from './insist-on-member'

export interface MemberRole {
  id: string
  name: string
  description: string
}

/**
 * The roles that a member holds here, by id.
 * @throws DomainError not_found for whoever is no member here
 */
export function listMemberRoles(
  access: OrganizationAccess<'read:organization_member_roles'>,
  wanted: Window & { userId: string },
): Promise<Windowed<MemberRole>> {
  const { tenantId, organizationId } = access
  const { userId } = wanted
  const { after, skip, take } = reach(wanted)
  return read(access, async (tx) => {
    await insistOnMember(tx, access, userId)
    const where = { tenantId, organizationId, userId }
    const found = await tx.memberRole.findMany({
      where: { ...where, roleId: { gt: after } },
      select: { role: { select: { id: true, name: true, description: true } } },
      orderBy: { roleId: 'asc' },
      ...{ skip, take },
    })
    const roles = found.map(({ role }) => role)
    return { ...windowed(wanted, roles, ({ id }) => id), total: await tx.memberRole.count({ where }) }
  })
}
