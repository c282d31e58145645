import { type AnyTenantAccess, authorize, may, type Permission, type TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { invalid } from '@/lib/errors'
import { byText, placeOf } from '../order'
import { byId, bySort, readPage } from '../read-page'
import { foldWords, nextPrefix } from '../text/fold'
import type { Window, Windowed } from '../window'
import { asClient, type Client, clientColumns, type ClientRow, readClient } from './read-client'

/** Each permits at least the summary of an application. */
export const clientReaders = [
  'read:clients',
  'read:client_keys',
  'read:client_credentials',
  'read:client_summary',
] as const satisfies readonly Permission[]
type ClientReader = (typeof clientReaders)[number]

export const clientParts = ['summary', 'settings', 'credentials'] as const
export type ClientPart = (typeof clientParts)[number]

/** The database checks each of these permissions again. */
export function visibleParts(access: TenantAccess<ClientReader>): {
  access: TenantAccess<ClientReader>
  parts: ClientPart[]
} {
  const permissions = clientReaders.filter((permission) => may(access, permission))
  const parts = clientParts.filter((part) => readersOf[part].some((permission) => may(access, permission)))
  return { access: authorize(access, ...permissions), parts }
}

const readersOf: Record<ClientPart, readonly ClientReader[]> = {
  summary: clientReaders,
  settings: ['read:clients', 'read:client_keys'],
  credentials: ['read:client_keys', 'read:client_credentials'],
}

export interface ClientFilter {
  appTypes?: readonly string[] | undefined
  grantedTo?: string | undefined
  /** Applications with a grant for any organization, or with one for listed organizations only. */
  grantedToAny?: boolean | undefined
}

export function listClients(
  access: AnyTenantAccess<ClientReader>,
  window: Window,
  filter: ClientFilter = {},
): Promise<Windowed<Client>> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const page = await readPage<ClientRow>(tx, window, {
      columns: clientColumns,
      from: sql`clients c WHERE c.tenant_id = ${tenantId} AND ${matches(filter)}`,
      ...byId(window, sql`c.id`, sql`c.created_at, c.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asClient) }
  })
}

/** By name. @param q the beginning of a name, or a client id */
export function searchClients(
  access: TenantAccess<'read:clients'>,
  window: Window,
  q = '',
): Promise<Windowed<Client>> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const page = await readPage<ClientRow & { key: string }>(tx, window, {
      columns: sql`${clientColumns}, ${byName.written} AS key`,
      from: sql`clients c WHERE c.tenant_id = ${tenantId} AND ${isFoundBy(q)}`,
      ...bySort(window, byName),
      placeOf,
    })
    return { ...page, rows: page.rows.map(asClient) }
  })
}

const byName = byText({ key: sql`c.name_folded`, id: sql`c.id` })

/** Of which the column keeps the beginning. */
const longestName = 200

/** Prefixes are ranges, because row security keeps LIKE off the index. */
function isFoundBy(q: string): Sql {
  const prefix = Array.from(foldWords(q).join(' ')).slice(0, longestName).join('')
  if (prefix === '') return sql`true`
  const isNamed = sql`c.name_folded >= ${prefix} AND c.name_folded < ${nextPrefix(prefix)}`
  return sql`(c.id = ${q.trim()} OR (${isNamed}))`
}

function matches({ appTypes, grantedTo, grantedToAny }: ClientFilter): Sql {
  const ofTypes = appTypes === undefined ? sql`true` : sql`c.app_type = ANY (${[...appTypes]})`
  if (grantedTo === undefined && grantedToAny === undefined) return ofTypes
  const listed =
    grantedTo === undefined
      ? sql`true`
      : sql`EXISTS (
          SELECT FROM client_grant_organizations o
          WHERE o.tenant_id = g.tenant_id AND o.grant_id = g.id AND o.organization_id = ${grantedTo})`
  const anywhere = grantedToAny === undefined ? sql`true` : sql`g.allow_any_organization = ${grantedToAny}`
  return sql`${ofTypes} AND EXISTS (
    SELECT FROM client_grants g
    WHERE g.tenant_id = c.tenant_id AND g.client_id = c.id AND g.subject_type = 'client' AND ${listed} AND ${anywhere})`
}

/** @throws DomainError not_found */
export function getClient(access: AnyTenantAccess<ClientReader>, id: string): Promise<Client> {
  return read(access, (tx) => readClient(tx, access.tenantId, id))
}

/** @throws DomainError invalid at `default_organization` */
export async function assertOrganization(
  tx: Tx,
  tenantId: string,
  id: string | null | undefined,
): Promise<void> {
  if (id === null || id === undefined) return
  const found = await tx.organization.count({ where: { tenantId, id, deletedAt: null } })
  if (found === 0) throw invalid('default_organization', 'There is no such organization.')
}
