import { hkdfSync } from 'node:crypto'
import { decode, type JWT } from 'next-auth/jwt'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { env } from '@/lib/env'

/** Opens a cookie with this tenant’s secret, today’s or the one before; another tenant’s is no session. */
export async function openToken(tenant: Tenant, token: string): Promise<JWT | null> {
  for (const secret of [env().secret, env().previousSecret]) {
    if (secret === undefined) continue
    const jwt = await decode({ token, secret: secretOf(tenant, secret) }).catch(() => null)
    if (jwt) return jwt['tenant_id'] === tenant.id ? jwt : null
  }
  return null
}

export function secretOf(tenant: Tenant, secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, tenant.id, 'foyer session cookie', 32)).toString('base64')
}

export function cookieName(tenant: Tenant): string {
  return isSecure(tenant) ? '__Host-next-auth.session-token' : 'next-auth.session-token'
}

export function cookieOptions(tenant: Tenant): {
  httpOnly: true
  sameSite: 'lax'
  path: '/'
  secure: boolean
} {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(tenant) }
}

export function isSecure(tenant: Tenant): boolean {
  return tenant.url.startsWith('https:')
}
