import { z } from 'zod'
import { verifyToken } from '../keys/verify-token'
import { managementIdentifier, type Tenant } from '../tenants/list-tenants'
import { unpackScope } from './packed-scope'

const claims = z.object({
  sub: z.string(),
  client_id: z.string(),
  aud: z.string(),
  exp: z.number(),
  iat: z.number(),
  jti: z.string(),
  org_id: z.string().optional(),
  scope: z.string().default(''),
  permissions: z.array(z.string()).optional(),
  /** Only in a user’s token. */
  authorization_id: z.string().optional(),
})
export type AccessTokenClaims = z.infer<typeof claims>

/** Null if it is invalid or has expired. */
export async function verifyAccessToken(tenant: Tenant, token: string): Promise<AccessTokenClaims | null> {
  const payload = await verifyToken(tenant, token, { typ: 'at+jwt' })
  const found = claims.safeParse(payload).data
  if (found?.aud !== managementIdentifier(tenant)) return found ?? null
  return { ...found, scope: unpackScope(found.scope) }
}
