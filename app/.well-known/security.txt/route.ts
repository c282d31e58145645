import { env } from '@/lib/env'
import { currentTenant } from '@/lib/web/tenant'

/** Scanners keep a copy for as long; RFC 9116 allows a year. */
const validDays = 30

/** RFC 9116. The operator’s, who runs the portal: Foyer’s own is in SECURITY.md. */
export async function GET(): Promise<Response> {
  const { securityContact } = env()
  if (securityContact === undefined) return new Response('There is nothing at this address.', { status: 404 })
  const { url } = await currentTenant()
  const expires = new Date(Date.now() + validDays * 86_400_000)
  const fields = [
    `Contact: ${securityContact}`,
    `Expires: ${expires.toISOString()}`,
    `Canonical: ${url}/.well-known/security.txt`,
  ]
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(fields.map((field) => `${field}\r\n`).join(''), { headers })
}
