import type { AccessToken, Provider } from 'oidc-provider'
import { z } from 'zod'
import { verifyAccessToken, type AccessTokenClaims } from '@/lib/domain/tokens/access-token'
import type { Authorization } from '@/lib/domain/tokens/authorizations'
import { lookUpAuthorization } from './lookups'
import { currentRequest } from './request'

/** A user’s only, for /userinfo, with the granted OpenID scopes as at Auth0. Undefined for other tokens. */
export async function findAccessToken(provider: Provider, token: string): Promise<AccessToken | undefined> {
  if (typeof token !== 'string' || token.split('.').length !== 3) return undefined
  const { tenant } = currentRequest()
  const claims = await verifyAccessToken(tenant, token)
  const authorization = claims && (await authorizationOf(claims))
  const client = claims && (await provider.Client.find(claims.client_id))
  if (!claims || !authorization || !client) return undefined
  const found = new provider.AccessToken({
    accountId: claims.sub,
    client,
    grantId: authorization.id,
    gty: 'authorization_code',
  })
  const { exp, iat, jti, org_id: organization } = claims
  Object.assign(found, { exp, iat, jti, scope: openidScope(authorization) })
  if (organization !== undefined) found.extra = { org_id: organization }
  return found
}

/** Only an authorization that is in force. */
export async function authorizationOf({
  authorization_id: id,
  sub,
}: AccessTokenClaims): Promise<Authorization | null> {
  const found = id === undefined ? null : await lookUpAuthorization(id)
  return found?.userId === sub ? found : null
}

const grantPayload = z.object({ openid: z.object({ scope: z.string() }) })

function openidScope({ payload }: Authorization): string {
  return grantPayload.safeParse(payload).data?.openid.scope ?? ''
}
