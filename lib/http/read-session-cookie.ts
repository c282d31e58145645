import { RequestCookies } from 'next/dist/server/web/spec-extension/cookies'
import type { JWT } from 'next-auth/jwt'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { headerOf, type IncomingRequest } from './incoming-request'
import { sessionCookieName, openToken } from '@/lib/web/session-cookie'

/** From the cookie alone: the session may have ended. */
export async function readSessionCookie(tenant: Tenant, incoming: IncomingRequest): Promise<JWT | null> {
  const cookies = headerOf(incoming, 'cookie')
  if (cookies === undefined) return null
  const cookie = new RequestCookies(new Headers({ cookie: cookies })).get(sessionCookieName(tenant))?.value
  return cookie === undefined ? null : await openToken(tenant, cookie)
}
