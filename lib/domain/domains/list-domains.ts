import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { domainColumns, type Domain } from './read-domain'

/** The organization’s domains, proven or not: by name, or by id in a window that says `after`. */
export function listDomains(
  access: OrganizationAccess<'read:organization_discovery_domains'>,
  window: Window,
): Promise<Windowed<Domain>> {
  const { tenantId, organizationId } = access
  return read(access, (tx) =>
    readPage<Domain>(tx, window, {
      columns: domainColumns,
      from: sql`discovery_domains d WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId}`,
      ...byId(window, sql`d.id`, sql`d.domain`),
      placeOf: ({ id }) => id,
    }),
  )
}
