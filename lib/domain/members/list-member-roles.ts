import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { memberExists } from './member-exists'

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
  const ofMember = sql`mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.user_id = ${userId}`
  return read(access, (tx) =>
    readPage<MemberRole>(tx, wanted, {
      columns: sql`r.id, r.name, r.description`,
      from: sql`member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id WHERE ${ofMember}`,
      counted: sql`member_roles mr WHERE ${ofMember}`,
      requires: [{ exists: memberExists(access, userId) }],
      ...byId(wanted, sql`mr.role_id`),
      placeOf: ({ id }) => id,
    }),
  )
}
