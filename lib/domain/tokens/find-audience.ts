import { read } from '@/lib/db/doors'
import { byProvider } from './by-provider'
import type { SignedInAs } from './find-account'

export interface Audience {
  id: string
  identifier: string
  /** RBAC: whether tokens are cut to what the person holds. */
  enforcePolicies: boolean
  dialect: 'access_token' | 'access_token_authz' | 'rfc9068_profile' | 'rfc9068_profile_authz'
  /** Seconds. */
  lifetime: number
  signingAlg: 'RS256' | 'PS256'
  allowsOffline: boolean
  /** Every permission that the API defines. */
  permissions: string[]
}

/** The API with this identifier, or null. */
export function findAudience(tenantId: string, identifier: string): Promise<Audience | null> {
  return read(byProvider(tenantId), async (tx) => {
    const [audience] = await tx.$queryRaw<Audience[]>`
      SELECT a.id, a.identifier, a.enforce_policies AS "enforcePolicies", a.token_dialect AS dialect,
        a.token_lifetime AS lifetime, a.signing_alg AS "signingAlg", a.allow_offline_access AS "allowsOffline",
        ARRAY(SELECT p.name FROM permissions p WHERE p.tenant_id = a.tenant_id AND p.api_id = a.id ORDER BY p.name) AS permissions
      FROM apis a WHERE a.tenant_id = ${tenantId} AND a.identifier = ${identifier}`
    return audience ?? null
  })
}

/**
 * What a person holds on an API where she stands, read in one statement with her right to stand there, so that a
 * token never mixes the one before a change with the other after it. Null where she may not be.
 */
export function findHeld(tenantId: string, as: SignedInAs, apiId: string): Promise<string[] | null> {
  return read(byProvider(tenantId), async (tx) => {
    const [row] = await tx.$queryRaw<{ admitted: boolean; held: string[] }[]>`
      SELECT ${as.organizationId}::text IS NULL
          OR foyer_admits(${as.organizationId}, ${as.userId}, ${as.connectionId}, ${as.since}) IS NULL AS admitted,
        ARRAY(SELECT DISTINCT h.permission FROM foyer_held(${as.userId}, ${as.organizationId}, ${apiId}) h ORDER BY 1) AS held`
    return row?.admitted ? row.held : null
  })
}
