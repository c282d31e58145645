import type { Caller } from '@/lib/access'
import { issuerOf, type Tenant } from '@/lib/domain/tenants/list-tenants'
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
  audience = `${issuerOf(tenant)}api/v2/`,
): Promise<Bearer> {
  const said = await saidBy(tenant, tokenOf(request), audience)
  const scopes = [...new Set([...said.scope.split(' ').filter(Boolean), ...(said.permissions ?? [])])]
  return {
    caller: callerOf(said, scopes),
    clientId: said.client_id,
    scopes: new Set(scopes),
    organizationId: said.org_id ?? null,
  }
}

function tokenOf(request: Request): string {
  const [scheme, token, ...more] = (request.headers.get('authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !token || more.length > 0) throw invalidToken()
  return token
}

async function saidBy(tenant: Tenant, token: string, audience: string): Promise<AccessTokenClaims> {
  const said = await verifyAccessToken(tenant, token)
  if (said?.aud === audience) return said
  throw said === null && (await hasWrongSignature(tenant, token)) ? invalidSignature() : invalidToken()
}

function callerOf(
  { sub, client_id: clientId, authorization_id: id }: AccessTokenClaims,
  scopes: string[],
): Caller {
  if (id !== undefined) return { userId: sub, authorizationId: id, scopes }
  if (sub === `${clientId}${machine}`) return { clientId, scopes }
  throw invalidToken()
}
