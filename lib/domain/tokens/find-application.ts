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
  /** Of a machine that names none where its grant requires one. */
  defaultOrganizationId: z.string().nullable(),
  /** Seconds. */
  refreshIdleSeconds: z.number(),
  refreshAbsoluteSeconds: z.number(),
  idTokenSeconds: z.number(),
  requirePkce: z.boolean(),
  /** SHA-256 of the secrets that serve now. */
  secretHashes: z.array(z.string()),
})

export type Application = z.output<typeof application>

/** The application with this id, or null. */
export async function findApplication(tenantId: string, id: string): Promise<Application | null> {
  return application.nullable().parse(await readApplication(tenantId, id))
}

export const audience = z.object({
  id: z.string(),
  identifier: z.string(),
  /** RBAC: whether tokens are cut to what the person holds. */
  enforcePolicies: z.boolean(),
  dialect: z.enum(['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz']),
  /** Seconds. */
  lifetime: z.number(),
  signingAlg: z.enum(['RS256', 'PS256']),
  allowsOffline: z.boolean(),
  /** Every permission that the API defines. */
  permissions: z.array(z.string()),
})

export type Audience = z.output<typeof audience>

const grant = z.object({
  scope: z.array(z.string()),
  organizationUsage: z.enum(['deny', 'allow', 'require']),
  allowAnyOrganization: z.boolean(),
  /** Whether the organization is on the grant’s list. */
  includesOrganization: z.boolean(),
})

const clientAccess = z.object({
  audience: audience.nullable(),
  /** Null as well where it is suspended or deleted. */
  organization: z.object({ id: z.string(), slug: z.string() }).nullable(),
  grant: grant.nullable(),
})

export type ClientGrant = z.output<typeof grant>
export type ClientAccess = z.output<typeof clientAccess>

/** What a machine may do on an API, in the organization that it names, if it names one. */
export async function findClientAccess(tenantId: string, context: ClientAsking): Promise<ClientAccess> {
  return clientAccess.parse(await readClientAccess(tenantId, context))
}

/** The API with this identifier, or null. */
export async function findAudience(tenantId: string, identifier: string): Promise<Audience | null> {
  return audience.nullable().parse(await readAudience(tenantId, identifier))
}

const organization = z.object({ id: z.string(), slug: z.string() })

/**
 * The organization that an application names by id or, where the tenant allows it, by name (its slug, any case).
 * Null for one that is unknown, suspended or deleted.
 */
export async function findNamedOrganization(
  tenantId: string,
  { value, byName }: { value: string; byName: boolean },
): Promise<z.output<typeof organization> | null> {
  return organization.nullable().parse(await readNamedOrganization(tenantId, value, byName))
}
