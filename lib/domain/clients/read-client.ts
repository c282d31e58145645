import { z } from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { publicKeys, type PublicKey } from './public-keys'

export const appTypes = ['native', 'spa', 'regular_web', 'non_interactive'] as const
export const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials'] as const
const authMethods = ['none', 'client_secret_post', 'client_secret_basic', 'private_key_jwt'] as const
export const organizationUsages = ['deny', 'allow', 'require'] as const
export const requireBehaviors = ['no_prompt', 'pre_login_prompt', 'post_login_prompt'] as const
export const discoveryMethods = ['email', 'organization_name'] as const

/** What can be said of an application, and changed. */
const settings = z.object({
  name: z.string(),
  description: z.string(),
  logoUri: z.string().nullable(),
  appType: z.enum(appTypes),
  grantTypes: z.array(z.enum(grantTypes)),
  tokenEndpointAuthMethod: z.enum(authMethods),
  redirectUris: z.array(z.string()),
  logoutUrls: z.array(z.string()),
  allowedOrigins: z.array(z.string()),
  webOrigins: z.array(z.string()),
  initiateLoginUri: z.string().nullable(),
  organizationUsage: z.enum(organizationUsages),
  organizationRequireBehavior: z.enum(requireBehaviors),
  organizationDiscoveryMethods: z.array(z.enum(discoveryMethods)),
  /** Of a machine that names none where its grant requires one. */
  defaultOrganizationId: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  /** Of private_key_jwt: nobody else’s method has any. */
  keys: publicKeys,
  /** Seconds. */
  refreshIdleSeconds: z.number(),
  refreshAbsoluteSeconds: z.number(),
  idTokenSeconds: z.number(),
  /** Whether a sign-in without PKCE is refused; always so for a public application. */
  requirePkce: z.boolean(),
})
export type ClientSettings = z.infer<typeof settings>
export type AppType = ClientSettings['appType']

export interface Client extends ClientSettings {
  id: string
  createdAt: Date
}

/** Columns of `clients c` that make a Client: hashes of secrets stay where they are. */
export const clientColumns: Sql = sql`c.id, c.name, c.description, c.logo_uri AS "logoUri", c.app_type AS "appType",
  coalesce(c.grant_types, '{}') AS "grantTypes", c.token_endpoint_auth_method AS "tokenEndpointAuthMethod",
  coalesce(c.redirect_uris, '{}') AS "redirectUris", coalesce(c.logout_urls, '{}') AS "logoutUrls",
  coalesce(c.allowed_origins, '{}') AS "allowedOrigins", coalesce(c.web_origins, '{}') AS "webOrigins",
  c.initiate_login_uri AS "initiateLoginUri", c.organization_usage AS "organizationUsage",
  c.organization_require_behavior AS "organizationRequireBehavior",
  coalesce(c.organization_discovery_methods, '{}') AS "organizationDiscoveryMethods",
  c.default_organization_id AS "defaultOrganizationId", c.metadata, c.jwks,
  c.refresh_idle_seconds AS "refreshIdleSeconds", c.refresh_absolute_seconds AS "refreshAbsoluteSeconds",
  c.id_token_seconds AS "idTokenSeconds", c.require_pkce AS "requirePkce", c.created_at AS "createdAt"`

/** What the database has of it; the rest is parsed. */
export interface ClientRow {
  id: string
  createdAt: Date
  jwks: unknown
}

const keySet = z.object({ keys: publicKeys }).nullable()

export function asClient({ id, createdAt, jwks, ...row }: ClientRow): Client {
  const keys: PublicKey[] = keySet.parse(jwks)?.keys ?? []
  return { id, createdAt, ...settings.parse({ ...row, keys }) }
}

/** As the database keeps them. */
export function columnsOf({ keys, ...rest }: Partial<ClientSettings>) {
  return keys === undefined ? rest : { ...rest, jwks: { keys } }
}

/** @throws DomainError not_found */
export async function readClient(tx: Tx, tenantId: string, id: string): Promise<Client> {
  const [row] = await tx.$queryRaw<ClientRow[]>(sql`
    SELECT ${clientColumns} FROM clients c WHERE c.tenant_id = ${tenantId} AND c.id = ${id}`)
  if (!row) throw notFound()
  return asClient(row)
}

/** Whether there is such an application. */
export function clientExists(tenantId: string, id: string): Sql {
  return sql`EXISTS (SELECT FROM clients c WHERE c.tenant_id = ${tenantId} AND c.id = ${id})`
}

/**
 * The application, kept as it is until the transaction ends.
 * @throws DomainError not_found
 */
export async function lockClient(tx: Tx, tenantId: string, id: string): Promise<Client> {
  await tx.$queryRaw`SELECT id FROM clients WHERE tenant_id = ${tenantId} AND id = ${id} FOR NO KEY UPDATE`
  return readClient(tx, tenantId, id)
}
