import { z } from 'zod'
import { readApplication } from '@/lib/db/one-statement'

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
