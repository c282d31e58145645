import { z } from 'zod'
import { readAudience } from '@/lib/db/one-statement'

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

/** The API with this identifier, or null. */
export async function findAudience(tenantId: string, identifier: string): Promise<Audience | null> {
  return audience.nullable().parse(await readAudience(tenantId, identifier))
}
