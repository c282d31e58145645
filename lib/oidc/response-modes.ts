import type { KoaContextWithOIDC } from 'oidc-provider'

const offered = ['query', 'fragment', 'web_message']

/**
 * The provider’s `form_post` is a page that posts by itself to the application: the policy of all pages here forbids
 * both (ADR 21). `web_message` needs `prompt=none`: the pages of a sign-in may not be framed. Under another name the
 * provider refuses each as unknown, by a redirect.
 */
export function withoutUnsupportedResponseModes(form: URLSearchParams): void {
  const mode = form.get('response_mode')
  if (mode === 'form_post' || (mode === 'web_message' && form.get('prompt') !== 'none'))
    form.set('response_mode', `${mode} is not offered`)
}

/** Leaves what is not offered out of the discovery document, which the provider writes whole. */
export async function correctResponseModes(
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void> {
  await next()
  const { oidc } = ctx as { oidc?: KoaContextWithOIDC['oidc'] }
  if (oidc?.route !== 'discovery') return
  ctx.body = { ...(ctx.body as object), response_modes_supported: offered }
}
