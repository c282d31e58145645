import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'
import { escaped, pageHtml } from '@/lib/web/plain-page'

interface Problem {
  error: string
  description: string
  doing: 'sign-in' | 'sign-out'
}

/** For requests so invalid that the user cannot be sent back. */
export function problemPage(
  ctx: KoaContextWithOIDC,
  { error, error_description: description = '' }: ErrorOut,
): void {
  ctx.type = 'html'
  ctx.body = problemHtml(ctx.get('x-nonce'), { error, description, doing: 'sign-in' })
}

export function problemHtml(nonce: string, { error, description, doing }: Problem): string {
  const content = `<p>The app sent a request that doesn’t work. Go back to it and try again. If that doesn’t help, send this to the app’s support team:</p>
<pre>${escaped(error)}
${escaped(description)}</pre>
<p><a href="/">Go to the home page</a></p>`
  return pageHtml(nonce, `We couldn’t ${doing === 'sign-in' ? 'sign you in' : 'sign you out'}`, content)
}
