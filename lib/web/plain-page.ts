/** The same request may succeed in a moment. */
export function busyHtml(nonce: string): string {
  const content = `<p>There are too many requests. Try again in a moment.</p>
<p><a href="">Try again</a></p>`
  return pageHtml(nonce, 'The service is busy', content)
}

/** As app/not-found.tsx. */
export function notFoundHtml(nonce: string): string {
  const content = `<p>This page doesn’t exist, or you don’t have access to it. Check the link, or ask the person who sent it.</p>
<p><a href="/">Go to the home page</a></p>`
  return pageHtml(nonce, 'Page not found', content)
}

export function tooManyHtml(nonce: string, sentence: string): string {
  return pageHtml(nonce, 'Too many attempts', `<p>${escaped(sentence)}</p>\n<p><a href="">Try again</a></p>`)
}

/** Is added to the page of an error, which Next’s scripts fill. */
export function faultWithoutScript(nonce: string): string {
  return `<noscript><style nonce="${escaped(nonce)}">${styles}</style><main><h1>Something went wrong</h1>
<p>It’s our fault, and it was logged. Try again. If it happens again, tell support what you did.</p>
<p><a href="">Try again</a></p></main></noscript>`
}

/** For a status from 400 to 499. `text` is what a program would read; it may be empty. */
export function rejectedHtml(nonce: string, status: number, text: string): string {
  const isMissing = status === 404 || status === 405
  if (isMissing && /^(not found)?$/i.test(text)) return notFoundHtml(nonce)
  const title = isMissing ? 'Page not found' : 'We couldn’t do that'
  return pageHtml(nonce, title, `<p>${escaped(text || 'Go back and try again.')}</p>`)
}

/** Needs neither React nor the database. */
export function pageHtml(nonce: string, title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style nonce="${escaped(nonce)}">${styles}</style></head>
<body><main><h1>${title}</h1>
${content}</main></body></html>`
}

const styles = `:root{color-scheme:light dark;--edge:light-dark(oklch(.918 .005 260),oklch(1 0 0/10%))}
body{box-sizing:border-box;min-height:100dvh;margin:0;padding:3rem 1rem;display:grid;place-items:center;font:14px/1.5 system-ui,sans-serif;background:light-dark(oklch(.984 .003 260),oklch(.195 .007 260));color:light-dark(oklch(.21 .012 260),oklch(.95 .004 260))}
main{box-sizing:border-box;width:100%;max-width:23rem;padding:2rem;border:1px solid var(--edge);border-radius:12px;background:light-dark(oklch(1 0 0),oklch(.165 .006 260))}
h1{margin:0 0 .25rem;font-size:20px;line-height:1.25;letter-spacing:-.01em}
p{margin:0 0 .75rem;color:light-dark(oklch(.5 .014 260),oklch(.72 .012 260))}
p:last-child{margin:0}
pre{margin:1.5rem 0;padding:.75rem 1rem;font-size:13px;white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid var(--edge);border-radius:8px}
a{color:light-dark(oklch(.21 .012 260),oklch(.95 .004 260));font-weight:500;text-underline-offset:3px}
a:focus-visible{outline:2px solid light-dark(oklch(.58 .17 264),oklch(.68 .15 264));outline-offset:2px;border-radius:4px}
@media(max-width:39.99rem){body{padding:1.5rem 1rem;font-size:16px}main{padding:1.25rem}}`

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
