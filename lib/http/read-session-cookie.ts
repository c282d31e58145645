import { NextRequest } from 'next/server'
import type { JWT } from 'next-auth/jwt'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { headerOf, type IncomingRequest } from './incoming-request'
import { cookieName, openToken } from '@/lib/web/session-cookie'

/** From the cookie alone: the session may have ended. */
export async function readSessionCookie(tenant: Tenant, incoming: IncomingRequest): Promise<JWT | null> {
  const request = new NextRequest(tenant.url, { headers: { cookie: headerOf(incoming, 'cookie') ?? '' } })
  const cookie = request.cookies.get(cookieName(tenant))?.value
  return cookie === undefined ? null : await openToken(tenant, cookie)
}
