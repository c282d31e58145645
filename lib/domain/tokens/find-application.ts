import { z } from 'zod'
import {
  type ClientAsking,
  readApplication,
  readAudience,
  readClientAccess,
  readNamedOrganization,
} from '@/lib/db/one-statement'

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
  return application.nullable().parse(await readApplication(tenantId, id))
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

export async function findClientAccess(tenantId: string, context: ClientAsking): Promise<ClientAccess> {
  return clientAccess.parse(await readClientAccess(tenantId, context))
}

export async function findAudience(tenantId: string, identifier: string): Promise<Audience | null> {
  return audience.nullable().parse(await readAudience(tenantId, identifier))
}

const organization = z.object({ id: z.string(), slug: z.string() })

/** By id or, where the tenant allows it, by slug in any case. Null if unknown, suspended or deleted. */
export async function findNamedOrganization(
  tenantId: string,
  { value, byName }: { value: string; byName: boolean },
): Promise<z.output<typeof organization> | null> {
  return organization.nullable().parse(await readNamedOrganization(tenantId, value, byName))
}
