import { z } from 'zod'
import { readAudience, readHeld } from '@/lib/db/read-once'
import type { SignedInAs } from './find-account'

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

/**
 * What a person holds on an API where they stand, read in one statement with their right to stand there, so that a
 * token never mixes the one before a change with the other after it. Null where they may not be.
 */
export async function findHeld(tenantId: string, as: SignedInAs, apiId: string): Promise<string[] | null> {
  return z
    .array(z.string())
    .nullable()
    .parse(await readHeld(tenantId, as, apiId))
}
