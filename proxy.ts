import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { contentSecurityPolicy, mayBeFramed } from '@/lib/web/content-security-policy'
import { hasProviderForm } from '@/lib/web/saml-message'

/** Sets the CSP and its nonce. Permissions are checked elsewhere, in the same transaction as the page’s data. */
export function proxy(request: NextRequest): NextResponse {
  // Short, as each script and style of a page repeats it.
  const nonce = randomBytes(16).toString('base64url')
  const isLogo = request.nextUrl.pathname.startsWith('/logos/')
  const policy = isLogo
    ? "default-src 'none'"
    : contentSecurityPolicy(nonce, hasProviderForm(request.nextUrl) ? '*' : "'self'")
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  if (!mayBeFramed(request.nextUrl)) response.headers.set('content-security-policy', policy)
  // Webmail shows logos from another site.
  if (isLogo) response.headers.set('cross-origin-resource-policy', 'cross-origin')
  return response
}

export const config = { matcher: ['/((?!_next/static/).*)'] }
