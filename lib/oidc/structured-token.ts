import type { AccessToken, Provider } from 'oidc-provider'
import { z } from 'zod'
import type { Authorization } from '@/lib/domain/tokens/authorizations'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { lookUpAuthorization } from './lookups'
import { currentRequest } from './request'
import { readOwnToken } from './tenant-keys'

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
  /** Of a person’s token only. */
  authorization_id: z.string().optional(),
})
export type StructuredToken = z.infer<typeof claims>

/** What an access token (JWT) of this tenant’s own says, if it has not expired; null for everything else. */
export async function readStructured(tenant: Tenant, token: string): Promise<StructuredToken | null> {
  const payload = await readOwnToken(tenant, token, { typ: 'at+jwt' })
  return claims.safeParse(payload).data ?? null
}

/**
 * A user’s access token for an API, as /userinfo sees it: with the OpenID scopes that the application was granted, as
 * at Auth0. Undefined for every other token.
 */
export async function findStructured(provider: Provider, token: string): Promise<AccessToken | undefined> {
  if (typeof token !== 'string' || token.split('.').length !== 3) return undefined
  const { tenant } = currentRequest()
  const said = await readStructured(tenant, token)
  const authorization = said && (await authorizationOf(said))
  const client = said && (await provider.Client.find(said.client_id))
  if (!said || !authorization || !client) return undefined
  const found = new provider.AccessToken({
    accountId: said.sub,
    client,
    grantId: authorization.id,
    gty: 'authorization_code',
  })
  const { exp, iat, jti, org_id: organization } = said
  Object.assign(found, { exp, iat, jti, scope: openidScope(authorization) })
  if (organization !== undefined) found.extra = { org_id: organization }
  return found
}

/** The authorization that a person’s token stands on, while it is in force. */
export async function authorizationOf({
  authorization_id: id,
  sub,
}: StructuredToken): Promise<Authorization | null> {
  const found = id === undefined ? null : await lookUpAuthorization(id)
  return found?.userId === sub ? found : null
}

const grantPayload = z.object({ openid: z.object({ scope: z.string() }) })

function openidScope({ payload }: Authorization): string {
  return grantPayload.safeParse(payload).data?.openid.scope ?? ''
}
