import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

export interface MemberWithRoles {
  name: string
  email: string
  roles: { id: string; name: string }[]
}

/** @throws DomainError not_found for whoever is no member here */
export async function memberWithRoles(
  tx: Tx,
  access: OrganizationActor,
  userId: string,
): Promise<MemberWithRoles> {
  const { tenantId, organizationId } = access
  const [member] = await tx.$queryRaw<MemberWithRoles[]>`
    SELECT u.name, u.email, coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.is_owner DESC, r.created_at, r.name)
      FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
      WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
    ), '[]') AS roles
    FROM members m JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
    WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId}`
  if (!member) throw notFound()
  return member
}

/** For an event’s details. */
export function roleNames(roles: readonly { name: string }[]): { roles: string[] } {
  return { roles: roles.map(({ name }) => name) }
}
