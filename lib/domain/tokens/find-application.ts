import { z } from 'zod'
import { callFunction } from '@/lib/db/one-statement'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { refreshTokenPolicies } from '../clients/client-fields'

const application = z.object({
  id: z.string(),
  name: z.string(),
  appType: z.string(),
  grantTypes: z.array(z.string()),
  tokenEndpointAuthMethod: z.string(),
  redirectUris: z.array(z.string()),
  logoutUrls: z.array(z.string()),
  initiateLoginUri: z.string().nullable(),
  organizationUsage: z.enum(['deny', 'allow', 'require']),
  organizationRequireBehavior: z.enum(['no_prompt', 'pre_login_prompt', 'post_login_prompt']),
  organizationDiscoveryMethods: z.array(z.string()),
  jwks: z.unknown(),
  webOrigins: z.array(z.string()),
  allowedOrigins: z.array(z.string()),
  /** For a machine that names no organization where its grant requires one. */
  defaultOrganizationId: z.string().nullable(),
  /** Seconds. */
  refreshIdleSeconds: z.number(),
  refreshAbsoluteSeconds: z.number(),
  idTokenSeconds: z.number(),
  requirePkce: z.boolean(),
  /** SHA-256 of the secrets that are valid now. */
  secretHashes: z.array(z.string()),
  /** Of those that were used today. */
  usedTodayHashes: z.array(z.string()),
  /** As itself. */
  hasHadToken: z.boolean(),
})

export type Application = z.output<typeof application>

export async function findApplication(tenantId: string, id: string): Promise<Application | null> {
  return application.nullable().parse(await callFunction('find_application', [tenantId, id]))
}

export const audience = z.object({
  id: z.string(),
  identifier: z.string(),
  /** RBAC: whether tokens only carry permissions that the user has. */
  enforcePolicies: z.boolean(),
  dialect: z.enum(['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz']),
  /** Seconds. */
  lifetime: z.number(),
  signingAlg: z.enum(['RS256', 'PS256']),
  allowsOffline: z.boolean(),
  hasHadToken: z.boolean(),
  permissions: z.array(z.string()),
})

export type Audience = z.output<typeof audience>

const grant = z.object({
  scope: z.array(z.string()),
  organizationUsage: z.enum(['deny', 'allow', 'require']),
  allowAnyOrganization: z.boolean(),
  includesOrganization: z.boolean(),
})

const clientAccess = z.object({
  audience: audience.nullable(),
  /** Also null if it is suspended or deleted. */
  organization: z.object({ id: z.string(), slug: z.string() }).nullable(),
  grant: grant.nullable(),
})

export type ClientGrant = z.output<typeof grant>
export type ClientAccess = z.output<typeof clientAccess>

export interface ClientAccessInput {
  clientId: string
  audience: string
  organization: string | null
  byName: boolean
}

export async function findClientAccess(tenantId: string, input: ClientAccessInput): Promise<ClientAccess> {
  const { clientId, audience, organization, byName } = input
  const values = [tenantId, clientId, audience, organization, byName]
  return clientAccess.parse(await callFunction('client_access', values))
}

export async function findAudience(tenantId: string, identifier: string): Promise<Audience | null> {
  return audience.nullable().parse(await callFunction('find_audience', [tenantId, identifier]))
}

const organization = z.object({ id: z.string(), slug: z.string() })

/** By id or, where the tenant allows it, by slug in any case. Null if unknown, suspended or deleted. */
export async function findNamedOrganization(
  tenantId: string,
  { value, byName }: { value: string; byName: boolean },
): Promise<z.output<typeof organization> | null> {
  const answer = await callFunction('find_named_organization', [tenantId, value, byName])
  return organization.nullable().parse(answer)
}

/** The scopes that the application’s refresh tokens can get for another API; null for none. */
export async function findRefreshPolicy(
  tenantId: string,
  { clientId, audience }: { clientId: string; audience: string },
): Promise<string[] | null> {
  const [found] = await read(
    bypassRowSecurity('a refresh token is used for another API', tenantId),
    (tx) => tx.$queryRaw<{ policies: unknown }[]>`
      SELECT c.refresh_token_policies AS policies FROM clients c
      WHERE c.tenant_id = ${tenantId} AND c.id = ${clientId}`,
  )
  const policies = refreshTokenPolicies.parse(found?.policies ?? [])
  return policies.find((policy) => policy.audience === audience)?.scope ?? null
}
