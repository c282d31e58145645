import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { invalid, notFound } from '@/lib/errors'
import { lockApiById } from '../apis/read-api'
import { type GrantableApi, myOrganizationApi, myOrganizationApiId } from '../my-organization/api'

export const organizationUsages = ['deny', 'allow', 'require'] as const
export type OrganizationUsage = (typeof organizationUsages)[number]

/** client: what an application may do as itself. user: which scopes the tokens of its users can have. */
export const subjectTypes = ['client', 'user'] as const
export type SubjectType = (typeof subjectTypes)[number]

export interface ClientGrant {
  id: string
  clientId: string
  /** Null where row security hides the application. */
  clientName: string | null
  apiId: string
  audience: string
  subjectType: SubjectType
  scope: string[]
  organizationUsage: OrganizationUsage
  allowAnyOrganization: boolean
}

/** Requires `grantTables`, as what follows. */
export const grantAudience: Sql = sql`coalesce(a.identifier, t.url || '/my-org/')`

export const grantColumns: Sql = sql`g.id, g.client_id AS "clientId", (
    SELECT n.name FROM clients n WHERE n.tenant_id = g.tenant_id AND n.id = g.client_id
  ) AS "clientName", coalesce(g.api_id, ${myOrganizationApiId}) AS "apiId",
  ${grantAudience} AS audience, g.subject_type AS "subjectType", coalesce(g.scope, '{}') AS scope,
  g.organization_usage AS "organizationUsage", g.allow_any_organization AS "allowAnyOrganization"`

export const grantTables: Sql = sql`client_grants g JOIN tenants t ON t.id = g.tenant_id
  LEFT JOIN apis a ON a.tenant_id = g.tenant_id AND a.id = g.api_id`

export function isOfApi(tenantId: string, identifier: string): Sql {
  return sql`(
    g.api_id = (SELECT n.id FROM apis n WHERE n.tenant_id = ${tenantId} AND n.identifier = ${identifier})
    OR (g.api_id IS NULL AND t.url || '/my-org/' = ${identifier}))`
}

export type ClientGrantRow = Omit<ClientGrant, 'organizationUsage' | 'subjectType'> & {
  organizationUsage: string
  subjectType: string
}

export function asClientGrant({ organizationUsage, subjectType, ...row }: ClientGrantRow): ClientGrant {
  const usage = organizationUsages.find((one) => one === organizationUsage) ?? 'deny'
  return { ...row, organizationUsage: usage, subjectType: subjectType === 'user' ? 'user' : 'client' }
}

/** @throws DomainError not_found */
export async function readClientGrant(tx: Tx, tenantId: string, id: string): Promise<ClientGrant> {
  const [row] = await tx.$queryRaw<ClientGrantRow[]>(sql`
    SELECT ${grantColumns} FROM ${grantTables} WHERE g.tenant_id = ${tenantId} AND g.id = ${id}`)
  if (!row) throw notFound()
  return asClientGrant(row)
}

export function grantExists(tenantId: string, id: string): Sql {
  return sql`EXISTS (SELECT FROM client_grants g WHERE g.tenant_id = ${tenantId} AND g.id = ${id})`
}

/** For where it may be used. @throws DomainError not_found */
export async function lockGrant(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<{ grant: ClientGrant; clientName: string }> {
  await tx.$queryRaw`SELECT id FROM client_grants WHERE tenant_id = ${tenantId} AND id = ${id} FOR UPDATE`
  const grant = await readClientGrant(tx, tenantId, id)
  return { grant, clientName: grant.clientName ?? grant.clientId }
}

/** Locks the API before the grant, in the same order as a change of the API. @throws DomainError not_found */
export async function lockClientGrant(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<{ grant: ClientGrant; api: GrantableApi; clientName: string }> {
  const { apiId, audience } = await readClientGrant(tx, tenantId, id)
  const isWithoutRow = apiId === myOrganizationApiId
  const api = isWithoutRow ? myOrganizationApi(audience) : await lockApiById(tx, tenantId, apiId)
  return { api, ...(await lockGrant(tx, tenantId, id)) }
}

/** @throws DomainError invalid at `scope` for names that are not permissions of the API */
export function assertScope({ permissions }: GrantableApi, scope: readonly string[]): void {
  const known = new Set(permissions.map(({ name }) => name))
  const unknown = scope.filter((name) => !known.has(name))
  if (unknown.length === 0) return
  const sentence = `One or more of the specified scopes do not exist at this API: ${unknown.slice(0, 10).join(', ')}`
  throw invalid('scope', sentence)
}

interface WhereUsable {
  organizationUsage?: OrganizationUsage | null | undefined
  allowAnyOrganization?: boolean | undefined
}

/** A user’s organizations are those that they are a member of. @throws DomainError invalid */
export function assertSubject(subjectType: SubjectType, given: WhereUsable): void {
  if (subjectType === 'client') return
  const sentence = 'A grant with subject_type user is for the organizations of each user: it has no'
  if (given.organizationUsage != null) throw invalid('organization_usage', `${sentence} organization_usage.`)
  if (given.allowAnyOrganization === true)
    throw invalid('allow_any_organization', `${sentence} allow_any_organization.`)
}

/** Where none is chosen. */
export function initialUsage({ id }: GrantableApi): OrganizationUsage {
  return id === myOrganizationApiId ? 'require' : 'deny'
}

/** @throws DomainError invalid at `organization_usage` */
export function assertUsage(api: GrantableApi, usage: OrganizationUsage): void {
  if (api.id !== myOrganizationApiId || usage === 'require') return
  const sentence = `Tokens of the ${api.name} are always for an organization: organization_usage must be require.`
  throw invalid('organization_usage', sentence)
}
