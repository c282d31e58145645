import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { encode, type JWT } from 'next-auth/jwt'
import { cookies } from 'next/headers'
import { z } from 'zod'
import type { CookieClaim } from '@/lib/db/one-statement'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { endSession } from '@/lib/domain/users/end-sessions'
import { findSession, type LiveSession } from '@/lib/domain/users/find-session'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { switchOrganization } from '@/lib/domain/users/switch-organization'
import type { Opened } from '@/lib/domain/users/open-session'
import { env } from '@/lib/env'
import { DomainError, isUnavailable } from '@/lib/errors'
import { forgetCaller, perRequest } from '@/lib/request-state'
import { noteBusyPage } from './note-too-many'
import { cookieName, cookieOptions, isSecure, nextAuthCookies, openToken, secretOf } from './session-cookie'
import { currentTenant } from './tenant'

declare module 'next-auth' {
  interface Session {
    user: { id: string; email: string; name: string }
    org_id: string | null
    /** The slug, as tokens print it. */
    org_name: string | null
  }
  interface User {
    sessionId: string
  }
}

/** What the session cookie of this request says; null when there is none. Whether its session still lives is not asked. */
export async function currentClaim(): Promise<CookieClaim | null> {
  const tenant = await currentTenant()
  const token = (await cookies()).get(cookieName(tenant))?.value
  const jwt = token ? await openToken(tenant, token) : null
  return jwt && claimIn(tenant, jwt)
}

const sessionOf = perRequest(
  ({ tenantId, sessionId, userId }: CookieClaim) => findSession(tenantId, sessionId, userId),
  ({ tenantId, sessionId, userId }) => `${tenantId} ${sessionId} ${userId}`,
)

/** One person’s live session at this tenant, read from the cookie and our own table; null when there is none. */
export async function currentSession(): Promise<LiveSession | null> {
  const claim = await currentClaim()
  return claim && sessionOf(claim)
}

/** NextAuth for one tenant: its own secret, its own cookie, no word of another’s. */
export function authOptions(tenant: Tenant): NextAuthOptions {
  const secure = isSecure(tenant)
  return {
    secret: secretOf(tenant, env().secret),
    useSecureCookies: secure,
    session: { strategy: 'jwt', maxAge: maxAge(tenant) },
    cookies: nextAuthCookies(tenant),
    logger: { warn: (code) => code !== 'NEXTAUTH_URL' && process.stderr.write(`next-auth: ${code}\n`) },
    pages: { signIn: '/sign-in', signOut: '/', error: '/sign-in' },
    providers: [passwordProvider(tenant)],
    jwt: {
      encode,
      decode: async ({ token }) => (token ? refreshed(tenant, await openToken(tenant, token)) : null),
    },
    events: { signOut: ({ token }) => endOf(tenant, token) },
    callbacks: {
      async jwt({ token, user, trigger, session }) {
        if (trigger === 'update') await requestSwitch(tenant, token, session)
        const claims =
          trigger === 'signIn' ? claimsOf(tenant, { sessionId: user.sessionId, userId: user.id }) : token
        return (await refreshed(tenant, claims)) ?? token
      },
      session({ session, token }) {
        session.user = { id: String(token.sub), email: String(token.email), name: String(token.name) }
        session.org_id = typeof token['org_id'] === 'string' ? token['org_id'] : null
        session.org_name = typeof token['org_name'] === 'string' ? token['org_name'] : null
        return session
      },
    },
  }
}

/** Hands the browser its session; the cookie’s content is NextAuth’s own. */
export async function setSessionCookie(tenant: Tenant, opened: Opened): Promise<void> {
  const token = await refreshed(tenant, claimsOf(tenant, opened))
  if (!token) throw new Error('A session was opened and does not live.')
  const value = await encode({ token, secret: secretOf(tenant, env().secret), maxAge: maxAge(tenant) })
  ;(await cookies()).set(cookieName(tenant), value, { ...cookieOptions(tenant), maxAge: maxAge(tenant) })
}

export async function clearSessionCookie(tenant: Tenant): Promise<void> {
  ;(await cookies()).set(cookieName(tenant), '', { ...cookieOptions(tenant), maxAge: 0 })
}

function passwordProvider(tenant: Tenant): NextAuthOptions['providers'][number] {
  return CredentialsProvider({
    name: 'Password',
    credentials: {
      email: { label: 'Email', type: 'email' },
      password: { label: 'Password', type: 'password' },
    },
    async authorize(credentials) {
      try {
        const { email = '', password = '' } = credentials ?? {}
        const opened = await signInWithPassword(tenant.id, { email, password })
        return { id: opened.userId, sessionId: opened.sessionId }
      } catch (error) {
        if (!(error instanceof DomainError) || isUnavailable(error)) throw error
        noteBusyPage(error)
        return null
      }
    },
  })
}

const switchWish = z.object({ org_id: z.string().regex(/^\w{1,64}$/) })

/** `update()` in a browser asks to switch; what it sends is never believed. A refusal changes nothing. */
async function requestSwitch(tenant: Tenant, token: JWT, requested: unknown): Promise<void> {
  const wish = switchWish.safeParse(requested)
  if (!wish.success) return
  const person = {
    kind: 'self',
    tenantId: tenant.id,
    userId: String(token.sub),
    sessionId: String(token['sid']),
  } as const
  await switchOrganization(person, wish.data.org_id).catch((error: unknown) => {
    if (!(error instanceof DomainError) || isUnavailable(error)) throw error
  })
  forgetCaller()
}

/** Signing out by NextAuth ends the session for every copy of its cookie. */
async function endOf({ id: tenantId }: Tenant, token: JWT | null): Promise<void> {
  const { sub: userId, sid: sessionId } = token ?? {}
  if (typeof userId !== 'string' || typeof sessionId !== 'string') return
  await endSession({ kind: 'self', tenantId, userId, sessionId }, sessionId)
}

function claimsOf(tenant: Tenant, opened: Opened): JWT {
  return { sub: opened.userId, sid: opened.sessionId, tenant_id: tenant.id }
}

/** The claims with who and where as the database has them now; null when the session no longer lives. */
async function refreshed(tenant: Tenant, jwt: JWT | null): Promise<JWT | null> {
  const session = jwt && (await liveSession(tenant, jwt))
  if (!session) return null
  return {
    ...jwt,
    email: session.user.email,
    name: session.user.name,
    org_id: session.organization?.id ?? null,
    org_name: session.organization?.slug ?? null,
  }
}

async function liveSession(tenant: Tenant, jwt: JWT): Promise<LiveSession | null> {
  const claim = claimIn(tenant, jwt)
  return claim && sessionOf(claim)
}

function claimIn(tenant: Tenant, { sub, sid }: JWT): CookieClaim | null {
  if (typeof sid !== 'string' || typeof sub !== 'string') return null
  return { tenantId: tenant.id, userId: sub, sessionId: sid }
}

function maxAge(tenant: Tenant): number {
  return tenant.sessionAbsoluteMinutes * 60
}
