import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { JWT } from 'next-auth/jwt'
import { z } from 'zod'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { endSession } from '@/lib/domain/users/end-sessions'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { switchOrganization } from '@/lib/domain/users/switch-organization'
import { env } from '@/lib/env'
import { DomainError, isUnavailable } from '@/lib/errors'
import { log } from '@/lib/log'
import { forgetCaller, noteRateLimit } from '@/lib/request-state'
import { claimsOf, endPreviousSession, maxAge, withLiveClaims } from '@/lib/web/session'
import { isSecure, nextAuthCookies, openToken, renewToken, secretOf } from '@/lib/web/session-cookie'

declare module 'next-auth' {
  interface Session {
    user: { id: string; email: string; name: string }
    org_id: string | null
    /** The slug, as in tokens. */
    org_name: string | null
  }
  interface User {
    sessionId: string
  }
}

const sessionEnded = 'The session has ended.'
/** Messages of errors, NextAuth’s and ours, of requests without a live session: these are expected, and not logged. */
const withoutSession = new Set(['JWT invalid', sessionEnded])

interface Asked {
  /** The request updates the session: what it asks for is checked before the session is read. */
  isUpdate?: boolean
  /** Its cookie against forged requests. */
  csrfCookie?: string | undefined
}

export function authOptions(tenant: Tenant, { isUpdate = false, csrfCookie }: Asked = {}): NextAuthOptions {
  const secure = isSecure(tenant)
  const given = { token: '' }
  return {
    secret: csrfSecret(tenant, csrfCookie),
    useSecureCookies: secure,
    session: { strategy: 'jwt', maxAge: maxAge(tenant) },
    cookies: nextAuthCookies(tenant),
    logger: { warn: (code) => code !== 'NEXTAUTH_URL' && log().warn({ part }, code), error: logError },
    pages: { signIn: '/sign-in', signOut: '/', error: '/sign-in' },
    providers: [passwordProvider(tenant)],
    jwt: {
      encode: ({ token }) => renewToken(tenant, { ...given, claims: token ?? {} }, maxAge(tenant)),
      async decode({ token }) {
        if (!token) return null
        given.token = token
        const claims = await openToken(tenant, token)
        return isUpdate ? claims : withLiveClaims(tenant, claims)
      },
    },
    events: { signOut: ({ token }) => endSessionOf(tenant, token) },
    callbacks: {
      async jwt({ token, user, trigger, session }) {
        const entered = trigger === 'update' ? await requestSwitch(tenant, token, session) : null
        // The switch has checked the session.
        if (entered) return { ...token, ...entered }
        const claims =
          trigger === 'signIn' ? claimsOf(tenant, { sessionId: user.sessionId, userId: user.id }) : token
        const live = await withLiveClaims(tenant, claims)
        // NextAuth then answers that there is no session, and deletes the cookie.
        if (!live && trigger === 'update') throw new Error(sessionEnded)
        return live ?? token
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

/** With which NextAuth checks the cookie, a token and its hash: the accepted secret that it was made with. */
function csrfSecret(tenant: Tenant, cookie = ''): string {
  const [token = '', hash = ''] = cookie.split('|')
  const secrets = env().acceptedSecrets.map((secret) => secretOf(tenant, secret))
  return secrets.find((secret) => sha256Hex(`${token}${secret}`) === hash) ?? secretOf(tenant, env().secret)
}

const part = 'next-auth'

function logError(code: string, found: Error | { error: Error }): void {
  const error = 'error' in found ? found.error : found
  if (code === 'JWT_SESSION_ERROR' && withoutSession.has(error.message)) return
  log().error(isUnavailable(error) ? { part } : { part, err: error }, `${code}: ${error.message}`)
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
        // NextAuth’s own endpoint has no second step: it refuses what our pages ask a code for.
        if ('pending' in opened) return null
        await endPreviousSession(tenant)
        return { id: opened.userId, sessionId: opened.sessionId }
      } catch (error) {
        if (!(error instanceof DomainError) || isUnavailable(error)) throw error
        noteRateLimit(error)
        return null
      }
    },
  })
}

const switchRequest = z.object({ org_id: z.string().regex(/^\w{1,64}$/) })

/** `update()` in a browser requests a switch, and is checked like any other. Null if nothing changes. */
async function requestSwitch(tenant: Tenant, token: JWT, requested: unknown): Promise<JWT | null> {
  const input = switchRequest.safeParse(requested)
  if (!input.success) return null
  const person = {
    kind: 'self',
    tenantId: tenant.id,
    userId: String(token.sub),
    sessionId: String(token['sid']),
  } as const
  const { org_id } = input.data
  try {
    const { slug: org_name, isSwitched, email, name } = await switchOrganization(person, org_id)
    return isSwitched ? { email, name, org_id, org_name } : null
  } catch (error) {
    if (!(error instanceof DomainError) || isUnavailable(error)) throw error
    return null
  } finally {
    forgetCaller()
  }
}

/** Ends the session in the database, so that a copied cookie stops working too. */
async function endSessionOf({ id: tenantId }: Tenant, token: JWT | null): Promise<void> {
  const { sub: userId, sid: sessionId } = token ?? {}
  if (typeof userId !== 'string' || typeof sessionId !== 'string') return
  await endSession({ kind: 'self', tenantId, userId, sessionId }, sessionId)
}
