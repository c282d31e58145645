import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { invalid, notFound } from '@/lib/errors'
import { type Api, lockApiById } from '../apis/read-api'

export const organizationUsages = ['deny', 'allow', 'require'] as const
export type OrganizationUsage = (typeof organizationUsages)[number]

export interface ClientGrant {
  id: string
  clientId: string
  /** Null where row security hides the application. */
  clientName: string | null
  apiId: string
  audience: string
  scope: string[]
  organizationUsage: OrganizationUsage
  allowAnyOrganization: boolean
}

/** Requires `grantTables`. */
export const grantColumns: Sql = sql`g.id, g.client_id AS "clientId", (
    SELECT n.name FROM clients n WHERE n.tenant_id = g.tenant_id AND n.id = g.client_id
  ) AS "clientName", g.api_id AS "apiId",
  a.identifier AS audience, coalesce(g.scope, '{}') AS scope, g.organization_usage AS "organizationUsage",
  g.allow_any_organization AS "allowAnyOrganization"`

export const grantTables: Sql = sql`client_grants g JOIN apis a ON a.tenant_id = g.tenant_id AND a.id = g.api_id`

export type ClientGrantRow = Omit<ClientGrant, 'organizationUsage'> & { organizationUsage: string }

export function asClientGrant({ organizationUsage, ...row }: ClientGrantRow): ClientGrant {
  const usage = organizationUsages.find((one) => one === organizationUsage) ?? 'deny'
  return { ...row, organizationUsage: usage }
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
): Promise<{ grant: ClientGrant; api: Api; clientName: string }> {
  const { apiId } = await readClientGrant(tx, tenantId, id)
  const api = await lockApiById(tx, tenantId, apiId)
  return { api, ...(await lockGrant(tx, tenantId, id)) }
}

/** @throws DomainError invalid at `scope` for names that are not permissions of the API */
export function assertScope({ permissions }: Api, scope: readonly string[]): void {
  const known = new Set(permissions.map(({ name }) => name))
  const unknown = scope.filter((name) => !known.has(name))
  if (unknown.length === 0) return
  const sentence = `One or more of the specified scopes do not exist at this API: ${unknown.slice(0, 10).join(', ')}`
  throw invalid('scope', sentence)
}
