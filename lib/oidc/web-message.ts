import type { KoaContextWithOIDC } from 'oidc-provider'
import { contentSecurityPolicy, mayBeFramed } from '@/lib/web/content-security-policy'
import { escaped } from '@/lib/web/plain-page'
import { problemPage } from './problem-page'

/** Origins that a CSP can name: a host may hold characters that end a directive. */
const expressibleOrigin = /^https?:\/\/[\w.-]+(:\d+)?$/
const unsafeInScript = /[<>&\u2028\u2029]/g

/** Posts to the redirect URI’s origin, in frames of the application only; the provider’s page has no such limit. */
export function webMessage(ctx: KoaContextWithOIDC, redirectUri: string, response: object): void {
  const target = originOf(redirectUri)
  if (target === null) {
    ctx.status = 400
    problemPage(ctx, {
      error: 'invalid_request',
      error_description: 'response_mode=web_message needs a redirect_uri that is an http or https URL',
    })
    return
  }
  const nonce = ctx.get('x-nonce')
  ctx.status = 200
  ctx.type = 'html'
  ctx.set('content-security-policy', messagePolicy(nonce, registeredOrigins(ctx)))
  // So that `window.opener` works where the application opened a window.
  ctx.set('cross-origin-opener-policy', 'unsafe-none')
  ctx.body = postingPage(nonce, { target, response })
}

/** For requests that proxy.ts left without a policy. */
export function withPolicy(request: Request, response: Response): Response {
  if (!mayBeFramed(new URL(request.url)) || response.headers.has('content-security-policy')) return response
  const headers = new Headers(response.headers)
  headers.set('content-security-policy', contentSecurityPolicy(request.headers.get('x-nonce') ?? ''))
  return new Response(response.body, { status: response.status, headers })
}

function messagePolicy(nonce: string, origins: readonly string[]): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors ${origins.join(' ')}`
}

function registeredOrigins({ oidc: { client } }: KoaContextWithOIDC): string[] {
  const listed = Array.isArray(client?.['webOrigins']) ? client['webOrigins'].map(String) : []
  const ofCallbacks = (client?.redirectUris ?? []).map(originOf)
  const origins = [...listed, ...ofCallbacks].filter(
    (origin) => origin !== null && expressibleOrigin.test(origin),
  )
  return origins.length > 0 ? [...new Set(origins.map(String))] : ["'none'"]
}

/** Null for a native application’s scheme. */
function originOf(uri: string): string | null {
  const url = URL.parse(uri)
  return url && /^https?:$/.test(url.protocol) ? url.origin : null
}

function postingPage(nonce: string, { target, response }: { target: string; response: object }): string {
  const message = scriptLiteral({ type: 'authorization_response', response })
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Signing in</title></head>
<body><script nonce="${escaped(nonce)}">
(window.opener || window.parent).postMessage(${message}, ${scriptLiteral(target)})
</script></body></html>`
}

function scriptLiteral(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    unsafeInScript,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
