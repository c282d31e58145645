import type { KoaContextWithOIDC } from 'oidc-provider'

const offered = ['query', 'fragment', 'web_message']

/** `form_post` violates our CSP (ADR 21), `web_message` needs `prompt=none`. Renamed, so that both are refused. */
export function withoutUnsupportedResponseModes(form: URLSearchParams): void {
  const mode = form.get('response_mode')
  if (mode === 'form_post' || (mode === 'web_message' && form.get('prompt') !== 'none'))
    form.set('response_mode', `${mode} is not offered`)
}

/** The provider writes the whole discovery document. */
export async function correctResponseModes(
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void> {
  await next()
  const { oidc } = ctx as { oidc?: KoaContextWithOIDC['oidc'] }
  if (oidc?.route !== 'discovery') return
  ctx.body = { ...(ctx.body as object), response_modes_supported: offered }
}
