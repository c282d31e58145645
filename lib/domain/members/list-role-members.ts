import type { OrganizationAccess, Permission } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { notFound } from '@/lib/errors'
import { reach, windowed, type Window, type Windowed } from '../window'
import type { WalkedMember } from './walk-members'

type Access<P extends Permission> = P extends Permission ? OrganizationAccess<P> : never

/**
 * The members who hold a role here, by id.
 * @throws DomainError not_found for a role that cannot be held here
 */
export function listRoleMembers(
  access: Access<'read:roles' | 'read:organization_members'>,
  wanted: Window & { roleId: string },
): Promise<Omit<Windowed<WalkedMember>, 'total'>> {
  const { tenantId, organizationId } = access
  const { roleId } = wanted
  const { after, skip, take } = reach(wanted)
  return read(access, async (tx) => {
    const role = await tx.role.findFirst({
      where: { tenantId, id: roleId, usableIn: { in: ['*', organizationId] } },
      select: { id: true },
    })
    if (!role) throw notFound()
    const found = await tx.$queryRaw<WalkedMember[]>`
      SELECT u.id AS "userId", u.name, u.email, u.picture
      FROM member_roles mr JOIN users u ON u.tenant_id = ${tenantId} AND u.id = mr.user_id
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}
        AND mr.user_id > ${after}
      ORDER BY mr.user_id LIMIT ${take} OFFSET ${skip}`
    return windowed(wanted, found, ({ userId }) => userId)
  })
}
