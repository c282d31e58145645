import type { Caller } from '@/lib/access'
import { managementIdentifier, type Tenant } from '@/lib/domain/tenants/list-tenants'
import { verifyAccessToken, type AccessTokenClaims } from '@/lib/domain/tokens/access-token'
import { hasWrongSignature } from '@/lib/domain/keys/verify-token'
import { invalidSignature, invalidToken } from './auth0/problem'

export interface Bearer {
  caller: Caller
  clientId: string
  scopes: ReadonlySet<string>
  organizationId: string | null
}

const machine = '@clients'

/** From the Authorization header only (RFC 6750). `audience`: by default the Management API. @throws ApiProblem 401 */
export async function bearerOf(
  request: Request,
  tenant: Tenant,
  audience = managementIdentifier(tenant),
): Promise<Bearer> {
  const token = bearerToken(request)
  if (token === null) throw invalidToken()
  const claims = await claimsFor(tenant, token, audience)
  const scopes = [...new Set([...claims.scope.split(' ').filter(Boolean), ...(claims.permissions ?? [])])]
  return {
    caller: callerOf(claims, scopes),
    clientId: claims.client_id,
    scopes: new Set(scopes),
    organizationId: claims.org_id ?? null,
  }
}

export function bearerToken(request: Request): string | null {
  const [scheme, token, ...more] = (request.headers.get('authorization') ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' && token && more.length === 0 ? token : null
}

async function claimsFor(tenant: Tenant, token: string, audience: string): Promise<AccessTokenClaims> {
  const claims = await verifyAccessToken(tenant, token)
  if (claims?.aud === audience) return claims
  throw claims === null && (await hasWrongSignature(tenant, token)) ? invalidSignature() : invalidToken()
}

function callerOf(
  { sub, client_id: clientId, authorization_id: id }: AccessTokenClaims,
  scopes: string[],
): Caller {
  if (id !== undefined) return { userId: sub, authorizationId: id, scopes }
  if (sub === `${clientId}${machine}`) return { clientId, scopes }
  throw invalidToken()
}
