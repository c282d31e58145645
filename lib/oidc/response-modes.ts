import type { KoaContextWithOIDC } from 'oidc-provider'

const offered = ['query', 'fragment']

/**
 * The provider’s third way, `form_post`, is a page that posts by itself to the application: the policy of all pages
 * here forbids both (ADR 21). Asked for by another name, it is refused as unknown, by a redirect.
 */
export function withoutFormPost(form: URLSearchParams): void {
  if (form.get('response_mode') === 'form_post') form.set('response_mode', 'form_post is not offered')
}

/** Leaves what is not offered out of the discovery document, which the provider writes whole. */
export async function announceResponseModes(
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void> {
  await next()
  const { oidc } = ctx as { oidc?: KoaContextWithOIDC['oidc'] }
  if (oidc?.route !== 'discovery') return
  ctx.body = { ...(ctx.body as object), response_modes_supported: offered }
}
