import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { sql } from '@/lib/db/sql'
import { organizationColumns, type ListedOrganization } from '../organizations/list-organizations'
import { reach, windowed, type Window, type Windowed } from '../window'
import { readClientGrant } from './read-client-grant'

/**
 * The organizations on a grant’s list, by id.
 * @throws DomainError not_found
 */
export function listOrganizationsOfGrant(
  access: TenantAccess<'read:organization_client_grants'>,
  id: string,
  window: Window,
): Promise<Windowed<ListedOrganization>> {
  const { tenantId } = access
  const { after, skip, take } = reach(window)
  const listed = sql`client_grant_organizations g
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = g.organization_id AND o.deleted_at IS NULL
    WHERE g.tenant_id = ${tenantId} AND g.grant_id = ${id}`
  return read(access, async (tx) => {
    await readClientGrant(tx, tenantId, id)
    const found = await tx.$queryRaw<ListedOrganization[]>(sql`
      SELECT ${organizationColumns} FROM ${listed} AND o.id > ${after}
      ORDER BY o.id LIMIT ${take} OFFSET ${skip}`)
    const [counted] = await tx.$queryRaw<{ total: number }[]>(sql`
      SELECT count(*)::integer AS total FROM ${listed}`)
    return { ...windowed(window, found, (row) => row.id), total: counted?.total ?? 0 }
  })
}
