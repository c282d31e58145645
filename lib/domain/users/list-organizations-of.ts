import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byText, placeOf } from '../order'
import { organizationColumns, type ListedOrganization } from '../organizations/list-organizations'
import { bySort, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { userExists } from './insist-on-user'

const bySlug = byText({ key: sql`o.slug`, id: sql`o.id` })

/**
 * The organizations that a user is a member of, suspended or not, by slug.
 * @throws DomainError not_found
 */
export function listOrganizationsOf(
  access: TenantAccess<'read:organizations'>,
  wanted: Window & { userId: string },
): Promise<Windowed<ListedOrganization>> {
  const { tenantId } = access
  const { userId } = wanted
  return read(access, (tx) =>
    readPage<ListedOrganization & { key: string }>(tx, wanted, {
      columns: sql`${organizationColumns}, ${bySlug.written} AS key`,
      from: sql`organizations o WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL AND o.id IN (
        SELECT m.organization_id FROM members m WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId})`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...bySort(wanted, bySlug),
      placeOf,
    }),
  )
}
