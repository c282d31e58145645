import type { TenantAccess } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { countAtMost, mostCounted } from '../bounded-count'
import { byId, readPage } from '../read-page'
import { nextPrefix } from '../text/fold'
import type { Window, Windowed } from '../window'
import { asConnection, type Connection, connectionColumns, type ConnectionRow } from './read-connection'

/** Counts of more than `mostCounted` are one more. */
export interface ConnectionUsage {
  organizations: number
  /** In the last 30 days. */
  failures: number
  /** The organization whose own it is; null for the tenant’s. */
  owner: { id: string; displayName: string } | null
}

export type ListedConnection = Connection & ConnectionUsage

/** By id. */
export function listConnectionsWithUsage(
  access: TenantAccess<'read:connections'>,
  window: Extract<Window, { after: unknown }>,
): Promise<Windowed<ListedConnection>> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const page = await readPage<ConnectionRow & ConnectionUsage>(tx, window, {
      columns: connectionColumns,
      extra: usageColumns(tenantId, sql`page.id`),
      from: sql`connections c WHERE c.tenant_id = ${tenantId}`,
      ...byId(window, sql`c.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map((row) => ({ ...row, ...asConnection(row) })) }
  })
}

/** How many would lose their way in. */
export async function countConnectionUsers(
  access: TenantAccess<'read:connections'>,
  connectionId: string,
): Promise<ConnectionUsage & { identities: number }> {
  const { tenantId } = access
  const identities = {
    from: sql`identities i WHERE i.tenant_id = ${tenantId} AND i.connection_id = ${connectionId}`,
    order: sql`i.subject`,
  }
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<[ConnectionUsage & { identities: number }]>(sql`
      SELECT ${usageColumns(tenantId, sql`${connectionId}::text`)},
        ${countAtMost(mostCounted, identities)} AS identities`)
    return row
  })
}

function usageColumns(tenantId: string, connectionId: Sql): Sql {
  const organizations = {
    from: sql`enabled_connections e
      WHERE e.tenant_id = ${tenantId} AND e.connection_id = ${connectionId} AND e.is_enabled`,
    order: sql`e.organization_id`,
  }
  const failures = {
    from: sql`audit_events a
      WHERE a.tenant_id = ${tenantId} AND a.target_id = ${connectionId} AND a.type = 'connection.failed'
        AND a.occurred_at > now() - interval '30 days'`,
    order: sql`a.occurred_at`,
  }
  return sql`${countAtMost(mostCounted, organizations)} AS organizations,
    ${countAtMost(mostCounted, failures)} AS failures, (
      SELECT jsonb_build_object('id', o.id, 'displayName', o.display_name)
      FROM connections own
      JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = own.organization_id
      WHERE own.tenant_id = ${tenantId} AND own.id = ${connectionId}) AS owner`
}

export interface ConnectionOrganization {
  id: string
  slug: string
  displayName: string
  isEnabled: boolean
}

/** Where it is enabled, or with a `search` all organizations whose slug begins with it. */
export function listConnectionOrganizations(
  access: TenantAccess<'read:connections' | 'read:organizations'>,
  {
    connectionId,
    search,
    after,
    take,
  }: { connectionId: string; search: string; after: string | null; take: number },
): Promise<Windowed<ConnectionOrganization>> {
  const { tenantId } = access
  const window = { after, take }
  const joined = sql`enabled_connections e ON e.tenant_id = ${tenantId} AND e.connection_id = ${connectionId}
    AND e.organization_id = o.id AND e.is_enabled`
  const living = sql`o.tenant_id = ${tenantId} AND o.deleted_at IS NULL`
  const columns = sql`o.id, o.slug, o.display_name AS "displayName", e.organization_id IS NOT NULL AS "isEnabled"`
  return read(access, (tx) =>
    search === ''
      ? readPage<ConnectionOrganization>(tx, window, {
          columns,
          from: sql`organizations o JOIN ${joined} WHERE ${living}`,
          ...byId(window, sql`e.organization_id`),
          placeOf: ({ id }) => id,
        })
      : readPage<ConnectionOrganization>(tx, window, {
          columns,
          from: sql`organizations o LEFT JOIN ${joined}
            WHERE ${living} AND o.slug COLLATE "C" >= ${search} AND o.slug COLLATE "C" < ${nextPrefix(search)}`,
          ...byId(window, sql`o.slug COLLATE "C"`, sql`o.slug COLLATE "C", o.id`),
          placeOf: ({ slug }) => slug,
        }),
  )
}
