import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { userExists } from './insist-on-user'

export interface EffectiveRole {
  id: string
  name: string
  description: string
  /** Whether the role was given to the user; otherwise it is a role that everybody has. */
  isDirect: boolean
}

/**
 * The roles that count for a user at tenant level, including those that everybody has; a blocked user has none.
 * @throws DomainError not_found
 */
export function listEffectiveRolesOf(
  access: TenantAccess<'read:user_effective_roles'>,
  wanted: Window & { userId: string },
): Promise<Omit<Windowed<EffectiveRole>, 'total'>> {
  const { tenantId } = access
  const { userId } = wanted
  return read(access, (tx) =>
    readPage<EffectiveRole>(tx, wanted, {
      columns: sql`r.id, r.name, r.description, ur.role_id IS NOT NULL AS "isDirect"`,
      from: sql`users u
        JOIN roles r ON r.tenant_id = u.tenant_id AND r.usable_in = '*'
        LEFT JOIN user_roles ur ON ur.tenant_id = u.tenant_id AND ur.user_id = u.id AND ur.role_id = r.id
        WHERE u.tenant_id = ${tenantId} AND u.id = ${userId} AND NOT u.blocked
          AND (ur.role_id IS NOT NULL OR (r.everyone AND u.email_verified_at IS NOT NULL))`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(wanted, sql`r.id`),
      placeOf: ({ id }) => id,
    }),
  )
}
