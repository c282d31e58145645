import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { type ListedOrganization, organizationColumns } from '../organizations/get-organization'
import { myOrganizationApiId } from '../my-organization/api'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import {
  asClientGrant,
  type ClientGrant,
  type ClientGrantRow,
  grantColumns,
  grantExists,
  grantTables,
  isOfApi,
  readClientGrant,
} from './read-client-grant'

interface GrantFilter {
  clientId?: string | undefined
  audience?: string | undefined
  apiIds?: readonly string[] | undefined
  allowAnyOrganization?: boolean | undefined
  subjectType?: string | undefined
}

export function listClientGrants(
  access: TenantAccess<'read:client_grants'>,
  window: Window,
  { clientId, audience, apiIds, allowAnyOrganization, subjectType }: GrantFilter,
): Promise<Windowed<ClientGrant>> {
  const { tenantId } = access
  const ofClient = clientId === undefined ? sql`true` : sql`g.client_id = ${clientId}`
  const ofApi = audience === undefined ? sql`true` : isOfApi(tenantId, audience)
  const ofApis =
    apiIds === undefined ? sql`true` : sql`coalesce(g.api_id, ${myOrganizationApiId}) = ANY (${[...apiIds]})`
  const ofSubject = subjectType === undefined ? sql`true` : sql`g.subject_type = ${subjectType}`
  const anywhere =
    allowAnyOrganization === undefined
      ? sql`true`
      : sql`g.allow_any_organization = ${allowAnyOrganization}::boolean`
  return read(access, async (tx) => {
    const page = await readPage<ClientGrantRow>(tx, window, {
      columns: grantColumns,
      from: sql`${grantTables} WHERE g.tenant_id = ${tenantId} AND ${ofSubject}
        AND ${ofClient} AND ${ofApi} AND ${ofApis} AND ${anywhere}`,
      ...byId(window, sql`g.id`, sql`g.created_at, g.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asClientGrant) }
  })
}

/** @throws DomainError not_found */
export function getClientGrant(access: TenantAccess<'read:client_grants'>, id: string): Promise<ClientGrant> {
  return read(access, (tx) => readClientGrant(tx, access.tenantId, id))
}

interface OrganizationGrantFilter {
  clientId?: string | undefined
  audience?: string | undefined
  ids?: readonly string[] | undefined
}

export function listGrantsOfOrganization(
  access: OrganizationAccess<'read:organization_client_grants'>,
  window: Window,
  { clientId, audience, ids }: OrganizationGrantFilter,
): Promise<Windowed<ClientGrant>> {
  const { tenantId, organizationId } = access
  const ofClient = clientId === undefined ? sql`true` : sql`g.client_id = ${clientId}`
  const ofApi = audience === undefined ? sql`true` : isOfApi(tenantId, audience)
  const chosen = ids === undefined ? sql`true` : sql`g.id = ANY (${[...ids]})`
  return read(access, async (tx) => {
    const page = await readPage<ClientGrantRow>(tx, window, {
      columns: grantColumns,
      from: sql`${grantTables} WHERE g.tenant_id = ${tenantId} AND EXISTS (
          SELECT FROM client_grant_organizations o
          WHERE o.tenant_id = g.tenant_id AND o.grant_id = g.id AND o.organization_id = ${organizationId})
        AND ${ofClient} AND ${ofApi} AND ${chosen}`,
      ...byId(window, sql`g.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asClientGrant) }
  })
}

/** @throws DomainError not_found */
export function listOrganizationsOfGrant(
  access: TenantAccess<'read:organization_client_grants'>,
  id: string,
  window: Window,
): Promise<Windowed<ListedOrganization>> {
  const { tenantId } = access
  return read(access, (tx) =>
    readPage<ListedOrganization>(tx, window, {
      columns: organizationColumns,
      from: sql`client_grant_organizations g
        JOIN organizations o ON o.tenant_id = g.tenant_id AND o.id = g.organization_id AND o.deleted_at IS NULL
        WHERE g.tenant_id = ${tenantId} AND g.grant_id = ${id}`,
      requires: [{ exists: grantExists(tenantId, id) }],
      ...byId(window, sql`o.id`),
      placeOf: (organization) => organization.id,
    }),
  )
}
