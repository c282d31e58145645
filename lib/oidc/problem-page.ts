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
  const content = `<p>The application that sent you here asked for something that is not possible. Go back to it and try again; if that does not help, send these two lines to its support team.</p>
<pre>${escaped(error)}
${escaped(description)}</pre>
<p><a href="/">Go to the start</a></p>`
  return pageHtml(nonce, `This ${doing} cannot go on`, content)
}
