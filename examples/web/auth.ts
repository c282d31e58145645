import { getServerSession, type NextAuthOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import { settings } from './settings'

const idToken = z.object({
  sub: z.string(),
  name: z.string(),
  email: z.string(),
  org_id: z.string().optional(),
  org_name: z.string().optional(),
})

const person = z.object({
  name: z.string(),
  email: z.string(),
  organization: z.object({ id: z.string(), name: z.string() }).nullable(),
  accessToken: z.string(),
  /** In seconds. */
  expiresAt: z.number(),
})
export type Person = z.infer<typeof person>

/** NextAuth with Foyer as a plain OpenID provider. */
export function authOptions(): NextAuthOptions {
  return {
    providers: [foyer()],
    pages: { signIn: '/login', error: '/' },
    // Cookies know no ports: by their usual names these would replace those of other NextAuth applications on localhost.
    cookies: {
      sessionToken: cookie('documents.session'),
      csrfToken: cookie('documents.csrf'),
      callbackUrl: cookie('documents.callback-url'),
    },
    callbacks: {
      jwt({ token, account, profile }) {
        if (!account) return token
        const { org_id: id, org_name: name = id } = idToken.parse(profile)
        const organization = id === undefined ? null : { id, name }
        return { ...token, organization, accessToken: account.access_token, expiresAt: account.expires_at }
      },
    },
  }
}

/** The signed-in person and their organization. The access token stays on the server; NextAuth’s session route omits it. */
export async function currentPerson(): Promise<Person | null> {
  const { callbacks, ...options } = authOptions()
  const session = ({ token }: { token: JWT }) => person.safeParse(token).data ?? null
  return getServerSession({ ...options, callbacks: { ...callbacks, session } })
}

/** Foyer’s session outlives an access token: an expired one is replaced by a redirect, without a prompt. */
export function isStale({ expiresAt }: Person): boolean {
  return expiresAt - 10 < Date.now() / 1000
}

/** Where signing out redirects to: Foyer ends its own session and redirects back. */
export function signOutUrl(): string {
  const { ISSUER, CLIENT_ID, NEXTAUTH_URL } = settings()
  const url = new URL('v2/logout', ISSUER)
  url.search = new URLSearchParams({ client_id: CLIENT_ID, returnTo: `${NEXTAUTH_URL}/` }).toString()
  return url.href
}

function cookie(name: string) {
  const secure = settings().NEXTAUTH_URL.startsWith('https:')
  return { name, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } } as const
}

function foyer(): OAuthConfig<z.infer<typeof idToken>> {
  const { ISSUER, CLIENT_ID, CLIENT_SECRET, AUDIENCE, NEXTAUTH_URL } = settings()
  const redirectUri = `${NEXTAUTH_URL}/callback`
  return {
    id: 'foyer',
    name: 'Foyer',
    type: 'oauth',
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    wellKnown: `${ISSUER}.well-known/openid-configuration`,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    httpOptions: { timeout: 15_000 },
    client: { token_endpoint_auth_method: 'client_secret_post' },
    authorization: {
      params: { scope: 'openid profile email', audience: AUDIENCE, redirect_uri: redirectUri },
    },
    // NextAuth’s own redirect URI would be /api/auth/callback/foyer.
    token: {
      request: async ({ client, params, checks }) => ({
        tokens: await client.callback(redirectUri, params, checks),
      }),
    },
    profile: ({ sub, name, email }) => ({ id: sub, name, email }),
  }
}
