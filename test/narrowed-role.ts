import { importJWK, SignJWT } from 'jose'
import { tenantKeys } from '@/lib/domain/keys/verify-token'
import type { ApiCaller } from './api'
import { claimsOf, type OpenidTenant } from './fixtures/openid'

/** The same caller with a token for these scopes alone, signed as the tenant signs; cheaper than to ask for one. */
export async function narrowed(
  { tenant }: OpenidTenant,
  caller: ApiCaller,
  scope: readonly string[],
): Promise<ApiCaller> {
  const [key] = (await tenantKeys(tenant)).keys
  if (!key?.kid) throw new Error('The tenant has no key yet.')
  const { permissions: _, ...said } = claimsOf(caller.token)
  const token = await new SignJWT({ ...said, scope: scope.join(' ') })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.kid })
    .sign(await importJWK(key, 'RS256'))
  return caller.withToken(token)
}
