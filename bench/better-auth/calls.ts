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
  const post = (path: string, { cookie }: Owner, body: object): Call => ({
    method: 'POST',
    path: `/api/auth/organization${path}`,
    headers: { origin, cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
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
    invite: inTurn(owners, (owner) => {
      const { organizationId } = owner
      return post('/invite-member', owner, {
        email: `${randomUUID()}@bench.test`,
        role: 'member',
        organizationId,
      })
    }),
    switch: inTurn(owners, (owner, turns) => {
      const organizationId = turns % 2 === 0 ? 'small' : owner.organizationId
      return {
        ...post('/set-active', owner, { organizationId }),
        validate: contains(`"id":"${organizationId}"`),
      }
    }),
    create: inTurn(owners, (owner) =>
      post('/create', owner, { name: 'New', slug: randomBytes(8).toString('hex') }),
    ),
    permission: inTurn(owners, (owner) => {
      const { organizationId } = owner
      const permissions = { invitation: ['create'] }
      return {
        ...post('/has-permission', owner, { organizationId, permissions }),
        validate: contains('"success":true'),
      }
    }),
  }
}

function get(path: string, { cookie }: { cookie: string }): Call {
  return { method: 'GET', path: `/api/auth${path}`, headers: { cookie } }
}
