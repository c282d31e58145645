import type { KoaContextWithOIDC } from 'oidc-provider'

type OidcContext = KoaContextWithOIDC['oidc']

interface TokenAnswer {
  scope?: string
  refresh_token?: string
}

/** The provider names only the access token’s scopes. Left out if empty (RFC 6749, 3.3 and 5.1). */
export async function addGrantedScope(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const { oidc } = ctx as { oidc?: OidcContext }
  if (oidc?.route !== 'token' || ctx.status !== 200) return
  const { scope: ofAccessToken, ...answer } = ctx.body as TokenAnswer
  const granted = new Set([
    ...scopesIn(ofSignIn(oidc)),
    ...(answer.refresh_token === undefined ? [] : ['offline_access']),
    ...scopesIn(ofAccessToken),
  ])
  ctx.body = granted.size > 0 ? { ...answer, scope: [...granted].join(' ') } : answer
}

/** A refresh may ask for less than the sign-in did. */
function ofSignIn({ entities, params }: OidcContext): string {
  const { Grant: grant, AuthorizationCode: code, RefreshToken: refreshToken } = entities
  const requested = params?.['scope'] || (code ?? refreshToken)?.scope
  return grant && typeof requested === 'string' ? grant.getOIDCScopeFiltered(requested.split(' ')) : ''
}

function scopesIn(scope = ''): string[] {
  return scope.split(' ').filter(Boolean)
}
