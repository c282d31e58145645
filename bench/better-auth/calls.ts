import { randomBytes, randomUUID } from 'node:crypto'
import { always, contains, inTurn } from '../connections'
import type { Call, NextCall } from '../load'
import type { Owner } from './population'

export interface BetterAuthCalls {
  session: NextCall[]
  listSmall: NextCall[]
  listLarge: NextCall[]
  invite: NextCall[]
  switch: NextCall[]
  create: NextCall[]
  permission: NextCall[]
}

/** What is asked of better-auth, by people with a session. */
export function callsOfBetterAuth(port: number, owners: readonly Owner[]): BetterAuthCalls {
  const origin = `http://127.0.0.1:${port}`
  const [first = { cookie: '' }] = owners
  const listOf = (organizationId: string): Call => ({
    ...get(`/organization/list-members?limit=100&organizationId=${organizationId}`, first),
    validate: contains('"email":', 100),
  })
  return {
    session: inTurn(owners, (owner) => ({
      ...get('/get-session', owner),
      validate: contains(`"${owner.email}"`),
    })),
    listSmall: always(listOf('small')),
    listLarge: always(listOf('large')),
    invite: inTurn(owners, (owner) =>
      post(
        '/organization/invite-member',
        { origin, cookie: owner.cookie },
        {
          email: `${randomUUID()}@bench.test`,
          role: 'member',
          organizationId: owner.organizationId,
        },
      ),
    ),
    switch: inTurn(owners, ({ cookie, organizationId: own }, turns) => {
      const organizationId = turns % 2 === 0 ? 'small' : own
      return {
        ...post('/organization/set-active', { origin, cookie }, { organizationId }),
        validate: contains(`"id":"${organizationId}"`),
      }
    }),
    create: inTurn(owners, ({ cookie }) =>
      post('/organization/create', { origin, cookie }, { name: 'New', slug: randomBytes(8).toString('hex') }),
    ),
    permission: inTurn(owners, ({ cookie, organizationId }) => ({
      ...post(
        '/organization/has-permission',
        { origin, cookie },
        {
          organizationId,
          permissions: { invitation: ['create'] },
        },
      ),
      validate: contains('"success":true'),
    })),
  }
}

function get(path: string, { cookie }: { cookie: string }): Call {
  return { method: 'GET', path: `/api/auth${path}`, headers: { cookie } }
}

function post(path: string, from: { origin: string; cookie: string }, body: object): Call {
  return {
    method: 'POST',
    path: `/api/auth${path}`,
    headers: { ...from, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
}
