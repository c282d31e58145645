import type { OrganizationAccess, Permission } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
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
  return read(access, (tx) =>
    readPage<WalkedMember>(tx, wanted, {
      columns: sql`u.id AS "userId", u.name, u.email, u.picture`,
      from: sql`member_roles mr JOIN users u ON u.tenant_id = mr.tenant_id AND u.id = mr.user_id
        WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${roleId}`,
      requires: [
        {
          exists: sql`EXISTS (
            SELECT FROM roles r
            WHERE r.tenant_id = ${tenantId} AND r.id = ${roleId} AND r.usable_in IN ('*', ${organizationId}))`,
        },
      ],
      ...byId(wanted, sql`mr.user_id`),
      placeOf: ({ userId }) => userId,
    }),
  )
}
