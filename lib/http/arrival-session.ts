import { NextRequest } from 'next/server'
import type { JWT } from 'next-auth/jwt'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { one, type Arrival } from './arrival'
import { cookieName, openToken } from '@/lib/web/session-cookie'

/** What the session cookie of a request says, or null. Whether its session still lives is not asked. */
export async function readSessionCookie(tenant: Tenant, arrival: Arrival): Promise<JWT | null> {
  const request = new NextRequest(tenant.url, { headers: { cookie: one(arrival, 'cookie') ?? '' } })
  const cookie = request.cookies.get(cookieName(tenant))?.value
  return cookie === undefined ? null : await openToken(tenant, cookie)
}
