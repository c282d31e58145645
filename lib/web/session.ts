import type { JWT } from 'next-auth/jwt'
import { cookies } from 'next/headers'
import type { SelfAccess } from '@/lib/access'
import type { CookieClaim } from '@/lib/db/one-statement'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { findSession, type LiveSession } from '@/lib/domain/users/find-session'
import { endSession, type StillSignedIn } from '@/lib/domain/users/end-sessions'
import type { OpenedSession } from '@/lib/domain/users/open-session'
import { DomainError, isUnavailable } from '@/lib/errors'
import { perRequest } from '@/lib/request-state'
import { sessionCookieName, cookieOptions, openToken, sealToken } from './session-cookie'
import { currentTenant } from './tenant'

/** From the cookie alone: the session may have ended. */
export async function currentClaim(): Promise<CookieClaim | null> {
  const tenant = await currentTenant()
  const token = (await cookies()).get(sessionCookieName(tenant))?.value
  const jwt = token ? await openToken(tenant, token) : null
  return jwt && claimIn(tenant, jwt)
}

const sessionOf = perRequest(
  ({ tenantId, sessionId, userId }: CookieClaim) => findSession(tenantId, sessionId, userId),
  ({ tenantId, sessionId, userId }) => `${tenantId} ${sessionId} ${userId}`,
)

export async function currentSession(): Promise<LiveSession | null> {
  const claim = await currentClaim()
  return claim && sessionOf(claim)
}

/** In NextAuth’s format. */
export async function setSessionCookie(tenant: Tenant, opened: OpenedSession): Promise<void> {
  const token = await withLiveClaims(tenant, claimsOf(tenant, opened))
  if (!token) throw new Error('The session that was just opened has ended.')
  const value = await sealToken(tenant, token, maxAge(tenant))
  ;(await cookies()).set(sessionCookieName(tenant), value, {
    ...cookieOptions(tenant),
    maxAge: maxAge(tenant),
  })
}

export async function clearSessionCookie(tenant: Tenant): Promise<void> {
  ;(await cookies()).set(sessionCookieName(tenant), '', { ...cookieOptions(tenant), maxAge: 0 })
}

export function claimsOf(tenant: Tenant, opened: OpenedSession): JWT {
  return { sub: opened.userId, sid: opened.sessionId, tenant_id: tenant.id }
}

/** With the database’s current values; null once the session has ended. */
export async function withLiveClaims(tenant: Tenant, jwt: JWT | null): Promise<JWT | null> {
  const claim = jwt && claimIn(tenant, jwt)
  const session = claim && (await sessionOf(claim))
  if (!session) return null
  return {
    ...jwt,
    email: session.user.email,
    name: session.user.name,
    org_id: session.organization?.id ?? null,
    org_name: session.organization?.slug ?? null,
  }
}

function claimIn(tenant: Tenant, { sub, sid }: JWT): CookieClaim | null {
  if (typeof sid !== 'string' || typeof sub !== 'string') return null
  return { tenantId: tenant.id, userId: sub, sessionId: sid }
}

/** In seconds. */
export function maxAge(tenant: Tenant): number {
  return tenant.sessionAbsoluteMinutes * 60
}

export function selfAccess({ id: tenantId }: Pick<Tenant, 'id'>, session: LiveSession): SelfAccess {
  return { kind: 'self', tenantId, userId: session.user.id, sessionId: session.id }
}

/** Call before the cookie of another session is set (ASVS 7.2.4): afterwards the previous session is not known. */
export async function endPreviousSession(tenant: Tenant): Promise<void> {
  const previous = await currentSession()
  if (previous) await endIfLive(tenant, previous)
}

/** Null also if it has ended meanwhile. */
export async function endIfLive(tenant: Tenant, session: LiveSession): Promise<StillSignedIn | null> {
  try {
    return await endSession(selfAccess(tenant, session), session.id)
  } catch (error) {
    if (!(error instanceof DomainError) || isUnavailable(error)) throw error
    return null
  }
}
