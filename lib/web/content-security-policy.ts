const isDevelopment = process.env.NODE_ENV === 'development'

/** No site may frame the page. `formAction`: where its forms may lead, redirects after them included. */
export function contentSecurityPolicy(nonce: string, formAction: "'self'" | '*' = "'self'"): string {
  // Development compiles in the browser and injects its styles without a nonce.
  const script = isDevelopment ? " 'unsafe-eval'" : ''
  const style = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${script}`,
    `style-src 'self' ${style}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `form-action ${formAction}`,
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Only the route knows which application may frame it, and Next keeps a header that proxy.ts has set. */
export function mayBeFramed({ pathname, searchParams }: Pick<URL, 'pathname' | 'searchParams'>): boolean {
  return pathname === '/authorize' && searchParams.get('response_mode') === 'web_message'
}
