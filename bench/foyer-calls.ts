import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { always, contains, inTurn } from './connections'
import type { Fixture } from './fixture'
import type { Call, NextCall } from './load'
import type { Population } from './population'

interface Prepared extends Fixture, Population {
  /** A machine’s token for the Management API. */
  bearer: string
}

export interface FoyerCalls {
  session: NextCall[]
  listSmall: NextCall[]
  listLarge: NextCall[]
  listLargeWithTotal: NextCall[]
  invite: NextCall[]
  switch: NextCall[]
  create: NextCall[]
  permission: NextCall[]
  clientCredentials: NextCall[]
  refresh: NextCall[]
  refreshWithIdToken: NextCall[]
  notFoundPage: NextCall[]
  signInPage: NextCall[]
  page: (slug: 'acme' | 'globex', name: PageName) => NextCall[]
}

export const pageNames = ['home', 'members', 'invitations', 'audit', 'roles'] as const
type PageName = (typeof pageNames)[number]

const json = { 'content-type': 'application/json' }

export function callsOfFoyer(at: Prepared): FoyerCalls {
  const { host, machine, audience, chains } = at
  const cookie = at.owners[0]?.cookie ?? ''
  return {
    session: inTurn(at.owners, (owner) => ({
      method: 'GET',
      path: '/api/auth/session',
      headers: { host, cookie: owner.cookie },
      validate: contains(`"${owner.email}"`),
    })),
    listSmall: always(listOf(at, at.small, 'take=100')),
    listLarge: always(listOf(at, at.large, 'take=100')),
    listLargeWithTotal: always(listOf(at, at.large, 'per_page=100&include_totals=true')),
    invite: inTurn(at.owners, ({ organizationId }) => invitation(at, organizationId)),
    switch: inTurn(at.owners, (owner, turns) =>
      switchTo(at, owner.cookie, turns % 2 === 0 ? at.small : owner.organizationId),
    ),
    create: inTurn(at.owners, () =>
      ofApi(at, '/organizations', { name: randomBytes(8).toString('hex'), display_name: 'New' }),
    ),
    permission: inTurn(at.owners, ({ organizationId }) => ofApi(at, `/organizations/${organizationId}`)),
    clientCredentials: always(tokenRequest(host, { ...machine, grant_type: 'client_credentials', audience })),
    refresh: refreshing(at, chains.api),
    refreshWithIdToken: refreshing(at, chains.openid),
    notFoundPage: always({ method: 'GET', path: '/nothing-is-here', headers: { host }, status: 404 }),
    signInPage: always({
      method: 'GET',
      path: '/sign-in',
      headers: { host },
      validate: contains('Password'),
    }),
    page: (slug, name) =>
      always({
        method: 'GET',
        path: `/o/${slug}/${name}`,
        headers: { host, cookie },
        validate: contains(...shown[name]),
      }),
  }
}

/** What each page shows at least, and how often. */
const shown: Record<PageName, [text: string, times: number]> = {
  home: ['Recent activity', 1],
  members: ['@bench.test', 25],
  invitations: ['@bench.test', 25],
  audit: ['<time', 25],
  roles: ['Member', 1],
}

/** With the secret in the body, as Foyer’s clients of the bench send it. */
export function tokenRequest(host: string, form: Record<string, string>): Call {
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', path: '/oauth/token', headers, body: new URLSearchParams(form).toString() }
}

function listOf(at: Prepared, organizationId: string, query: string): Call {
  return {
    ...ofApi(at, `/organizations/${organizationId}/members?${query}`),
    validate: contains('"email":', 100),
  }
}

function invitation(at: Prepared, organizationId: string): Call {
  return ofApi(at, `/organizations/${organizationId}/invitations`, {
    invitee: { email: `${randomUUID()}@bench.test` },
    inviter: { name: 'Pat' },
    client_id: at.web.client_id,
    roles: [at.memberRoleId],
  })
}

/** What update() of NextAuth sends from the browser. */
function switchTo({ host, url, csrf }: Prepared, cookie: string, organizationId: string): Call {
  return {
    method: 'POST',
    path: '/api/auth/session',
    headers: { ...json, host, origin: url, cookie: `${cookie}; ${csrf.cookie}` },
    body: JSON.stringify({ csrfToken: csrf.token, data: { org_id: organizationId } }),
    validate: contains(`"org_id":"${organizationId}"`),
  }
}

const refreshed = z.object({ access_token: z.string(), refresh_token: z.string() })

/** A refresh token serves once: the next request of its chain has the one that came back. */
export function refreshing(
  { host, web }: Pick<Prepared, 'host' | 'web'>,
  tokens: readonly string[],
): NextCall[] {
  const chains = tokens.map((token) => ({ token }))
  return inTurn(chains, (chain) => ({
    ...tokenRequest(host, { ...web, grant_type: 'refresh_token', refresh_token: chain.token }),
    validate: (text) => {
      chain.token = refreshed.parse(JSON.parse(text)).refresh_token
    },
  }))
}

function ofApi({ host, bearer }: Prepared, path: string, body?: object): Call {
  const headers = { host, authorization: bearer }
  if (body === undefined) return { method: 'GET', path: `/api/v2${path}`, headers }
  return {
    method: 'POST',
    path: `/api/v2${path}`,
    headers: { ...headers, ...json },
    body: JSON.stringify(body),
  }
}
