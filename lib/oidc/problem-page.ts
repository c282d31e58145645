import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'

interface Problem {
  error: string
  description: string
  doing: 'sign-in' | 'sign-out'
}

/** What a person sees when an application’s request is so wrong that nobody can be sent back to it. */
export function problemPage(
  ctx: KoaContextWithOIDC,
  { error, error_description: description = '' }: ErrorOut,
): void {
  ctx.type = 'html'
  ctx.body = problemHtml(ctx.get('x-nonce'), { error, description, doing: 'sign-in' })
}

/** The same page for an answer that is not the provider’s. */
export function problemHtml(nonce: string, { error, description, doing }: Problem): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>This ${doing} cannot go on</title><style nonce="${escaped(nonce)}">${styles}</style></head>
<body><main><h1>This ${doing} cannot go on</h1>
<p>The application that sent you here asked for something that is not possible. Go back to it and try again; if that does not help, show its makers these two lines.</p>
<pre>${escaped(error)}
${escaped(description)}</pre>
<p><a href="/">Go to the start</a></p></main></body></html>`
}

const styles = `:root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:light-dark(#fff,#111);color:light-dark(#18181b,#f4f4f5)}main{max-width:34rem;margin:0 auto;padding:4rem 1.5rem}h1{font-size:1.5rem;line-height:1.25}pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:1rem;border:1px solid light-dark(#d4d4d8,#3f3f46);border-radius:8px}a{color:inherit}`

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
