import { z } from 'zod'
import { demoTenant } from './demo-tenant.ts'
import { send, type Answer, type Wanted } from './released-requests.ts'
import { readSignInForm, submission } from './sign-in-form.ts'
import type { TwoProcesses } from './two-processes.ts'

export interface ProductRequests {
  /** To each process. */
  live: Wanted[]
  ready: Wanted[]
  /** Reading, without and with a session or a token, to each process. */
  pages: Wanted[]
  /** Wrong passwords by NextAuth’s own sign-in, to each process. */
  guesses: Wanted[]
  /** One of each protocol, to the first process; none is answered without the database. */
  protocols: Record<string, Wanted>
}

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

/** Requests of people and programs of the demo that have signed in. */
export async function prepareRequests({
  ports,
  dataDir,
}: Pick<TwoProcesses, 'ports' | 'dataDir'>): Promise<ProductRequests> {
  const origin = `http://localhost:${ports[0]}`
  const arrived = await send({
    port: ports[0],
    ...submission(await readSignInForm(ports[0]), { email: 'ann@acme.test' }),
  })
  const session = { cookie: sessionIn(arrived) }
  const tokenForm = formOf({
    ...credentials(dataDir),
    grant_type: 'client_credentials',
    audience: `${origin}/api/v2/`,
  })
  const authorization = await tokenFrom(origin, tokenForm)
  const toFirst = (path: string, headers: Record<string, string> = {}): Wanted => ({
    port: ports[0],
    method: 'GET',
    path,
    headers: { host: new URL(origin).host, 'x-forwarded-for': '10.255.0.1', ...headers },
  })
  const toEach = (path: string, headers?: Record<string, string>) =>
    ports.map((port) => ({ ...toFirst(path, headers), port }))
  const guess = await signInByNextAuth(origin, toFirst)
  return {
    live: toEach('/api/health/live'),
    ready: toEach('/api/health/ready'),
    pages: [
      ...toEach('/sign-in'),
      ...toEach('/o/acme'),
      ...toEach('/o/acme/members', session),
      ...toEach('/api/v2/organizations', { authorization }),
    ],
    guesses: ports.map((port) => ({ ...guess, port })),
    protocols: {
      page: toFirst('/sign-in', browser),
      signedInPage: toFirst('/o/acme/members', { ...session, ...browser }),
      managementApi: toFirst('/api/v2/organizations', { authorization }),
      token: post(toFirst('/oauth/token'), tokenForm),
      introspection: post(toFirst('/oauth/introspect'), formOf({ ...credentials(dataDir), token: 'none' })),
      userinfo: toFirst('/userinfo', { authorization }),
      authorize: toFirst(authorizePath(dataDir), browser),
      session: toFirst('/api/auth/session', session),
      credentials: guess,
      logo: toFirst('/logos/img_1'),
    },
  }
}

/** The cookie that the answer sets. */
export function sessionIn({ head }: Answer): string {
  return /foyer\.[\w.-]+\.session-token=[^;]+/.exec(head)?.[0] ?? ''
}

function credentials(dataDir: string): { client_id: string; client_secret: string } {
  const { client_id, client_secret } = clientOf(dataDir, 'management')
  return { client_id, client_secret }
}

function clientOf(dataDir: string, name: string) {
  const client = demoTenant(dataDir).clients[name]
  if (!client) throw new Error(`The demo has no client ${name}.`)
  return client
}

function authorizePath(dataDir: string): string {
  const { client_id, redirect_uri } = clientOf(dataDir, 'spa')
  const query = {
    client_id,
    redirect_uri,
    response_type: 'code',
    scope: 'openid',
    code_challenge_method: 'S256',
  }
  return `/authorize?${formOf({ ...query, code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' })}`
}

async function tokenFrom(origin: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const response = await fetch(`${origin}/oauth/token`, { method: 'POST', headers, body })
  return `Bearer ${z.object({ access_token: z.string() }).parse(await response.json()).access_token}`
}

/** NextAuth’s own sign-in, with the token against forged requests that belongs to its cookie. */
async function signInByNextAuth(
  origin: string,
  toFirst: (path: string, headers?: Record<string, string>) => Wanted,
): Promise<Wanted> {
  const response = await fetch(`${origin}/api/auth/csrf`)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await response.json())
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  const wanted = toFirst('/api/auth/callback/credentials', { origin, cookie })
  return post(wanted, formOf({ csrfToken, email: 'ben@acme.test', password: 'a guess', json: 'true' }))
}

function post(wanted: Wanted, body: string): Wanted {
  const headers = { ...wanted.headers, 'content-type': 'application/x-www-form-urlencoded' }
  return { ...wanted, method: 'POST', headers, body }
}

function formOf(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString()
}
