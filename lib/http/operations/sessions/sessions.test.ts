import { beforeAll, describe, expect, it } from 'vitest'
import { findSession } from '@/lib/domain/users/find-session'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { signIn, refresh } from '@/test/fixtures/openid'
import { expectRefusals, type Request } from '@/test/expect-refusals'

let api: Api
let caller: ApiCaller
let stranger: TestUser

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(['read:sessions', 'update:sessions', 'delete:sessions'])
  stranger = await (await createTestTenant()).createUser()
})

function of({ id }: { id: string }, rest: string): string {
  return `users/${encodeURIComponent(id)}/${rest}`
}

async function isActive({ id, sessionId }: TestUser): Promise<boolean> {
  return (await findSession(api.tenant.tenantId, sessionId, id)) !== null
}

/** A user with a refresh token. `works` tells whether the session and the token still work. */
async function signedIn(): Promise<{ ann: TestUser; works: () => Promise<[boolean, boolean]> }> {
  const ann = await api.tenant.createUser()
  const { refresh_token: token } = await (await signIn(api.openid, ann))()
  return { ann, works: async () => [await isActive(ann), (await refresh(api.openid, token)).status === 200] }
}

function refused(requests: readonly Request[], errorCode: string): Promise<void> {
  const status = errorCode.startsWith('inexistent') ? 404 : 400
  return expectRefusals({ tenant: api.tenant, caller }, requests, { status, errorCode })
}

describe('GET /users/{id}/sessions', () => {
  it('200: the active sessions, in Auth0’s form', async () => {
    const ann = await api.tenant.createUser()
    const { json } = await caller.get(of(ann, 'sessions'))
    expect(json).toEqual({ sessions: [(await caller.get(`sessions/${ann.sessionId}`)).json] })
    await api.tenant.write((tx) =>
      tx.session.updateMany({ where: { id: ann.sessionId }, data: { endedAt: new Date() } }),
    )
    expect((await caller.get(of(ann, 'sessions?take=1'))).json).toEqual({ sessions: [] })
  })

  it('200: from a checkpoint', async () => {
    const ann = await api.tenant.createUser()
    const second = newId('session')
    await api.tenant.write(async (tx) => {
      const {
        id: _,
        metadata: __,
        providerSession: ___,
        ...row
      } = await tx.session.findFirstOrThrow({ where: { id: ann.sessionId } })
      await tx.session.create({ data: { ...row, id: second } })
    })
    const first = await caller.get(of(ann, 'sessions?take=1'))
    const rest = await caller.get(of(ann, `sessions?take=1&from=${String(first.json['next'])}`))
    const ids = [first, rest].flatMap(({ json }) => json['sessions'] as { id: string }[]).map(({ id }) => id)
    expect(ids).toEqual([ann.sessionId, second].sort())
    expect(rest.json).not.toHaveProperty('next')
  })

  it('400: take outside its limits', () =>
    refused(
      ['0', '101', 'all'].map((take) => ['GET', of(stranger, `sessions?take=${take}`)]),
      'invalid_query_string',
    ))

  it('404: for an unknown user and for another tenant’s', () =>
    refused(
      [{ id: 'auth0|nobody' }, stranger].map((user) => ['GET', of(user, 'sessions')]),
      'inexistent_user',
    ))
})

describe('DELETE /users/{id}/sessions', () => {
  it('202: ends all sessions at once; refresh tokens keep working', async () => {
    const { ann, works } = await signedIn()
    expect(await caller.send('DELETE', of(ann, 'sessions'))).toMatchObject({ status: 202, text: '' })
    expect(await works()).toEqual([false, true])
  })

  it('404: for an unknown user and for another tenant’s', () =>
    refused(
      [{ id: 'auth0|nobody' }, stranger].map((user) => ['DELETE', of(user, 'sessions')]),
      'inexistent_user',
    ))
})

describe('POST /users/{id}/revoke-access', () => {
  it('202: ends sessions and refresh tokens', async () => {
    const { ann, works } = await signedIn()
    expect((await caller.send('POST', of(ann, 'revoke-access'))).status).toBe(202)
    expect(await works()).toEqual([false, false])
  })

  it('202: ends one session, but not its refresh tokens', async () => {
    const { ann, works } = await signedIn()
    const body = { session_id: ann.sessionId, preserve_refresh_tokens: true }
    expect((await caller.send('POST', of(ann, 'revoke-access'), body)).status).toBe(202)
    expect(await works()).toEqual([false, true])
  })

  it('400: invalid or unknown properties', () =>
    refused(
      [
        { session_id: 'x'.repeat(51) },
        { session_id: 1 },
        { preserve_refresh_tokens: 'no' },
        { all: true },
      ].map((body) => ['POST', of(stranger, 'revoke-access'), body]),
      'invalid_body',
    ))

  it('404: an unknown user, and another user’s session', async () => {
    const ann = await api.tenant.createUser()
    const others = [ann, { id: 'auth0|nobody' }, stranger].map(
      (user) => ['POST', of(user, 'revoke-access'), { session_id: stranger.sessionId }] as const,
    )
    await refused([...others, ['POST', of(stranger, 'revoke-access')]], 'inexistent_user')
  })
})

describe('GET /sessions/{id}', () => {
  it('200: Auth0’s properties of a session, and no others', async () => {
    const ann = await api.tenant.createUser()
    await (
      await signIn(api.openid, ann)
    )()
    const { json } = await caller.get(`sessions/${ann.sessionId}`)
    expect(json).toMatchObject({
      id: ann.sessionId,
      user_id: ann.id,
      device: {},
      session_metadata: {},
      clients: [{ client_id: api.openid.web.id }],
      authentication: { methods: [{ name: 'pwd', timestamp: json['authenticated_at'] }] },
    })
    expect(Date.parse(String(json['idle_expires_at']))).toBeLessThan(Date.parse(String(json['expires_at'])))
  })

  it('404: for an unknown id and for another tenant’s', () =>
    refused(
      [newId('session'), stranger.sessionId].map((id) => ['GET', `sessions/${id}`]),
      'inexistent_session',
    ))
})

describe('PATCH /sessions/{id}', () => {
  it('200: replaces the metadata; null and {} remove it; leaving it out keeps it', async () => {
    const { sessionId } = await api.tenant.createUser()
    const kept = async (body: object) =>
      (await caller.send('PATCH', `sessions/${sessionId}`, body)).json['session_metadata']
    expect(await kept({ session_metadata: { device: 'phone', one: '1' } })).toEqual({
      device: 'phone',
      one: '1',
    })
    expect(await kept({ session_metadata: { device: 'tablet' } })).toEqual({ device: 'tablet' })
    expect(await kept({})).toEqual({ device: 'tablet' })
    expect(await kept({ session_metadata: null })).toEqual({})
    await kept({ session_metadata: { device: 'phone' } })
    expect(await kept({ session_metadata: {} })).toEqual({})
  })

  it('400: metadata that Auth0 does not accept', async () => {
    const many = Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`k${index}`, '']))
    const odd = [
      { 'a b': '' },
      { ['k'.repeat(256)]: '' },
      { k: 'v'.repeat(256) },
      { k: 1 },
      { k: null },
      many,
      [],
    ]
    const bodies = [...odd.map((session_metadata) => ({ session_metadata })), { user_id: 'auth0|me' }]
    await refused(
      bodies.map((body) => ['PATCH', `sessions/${stranger.sessionId}`, body]),
      'invalid_body',
    )
  })

  it('404: for an unknown id and for another tenant’s', () =>
    refused(
      [newId('session'), stranger.sessionId].map((id) => [
        'PATCH',
        `sessions/${id}`,
        { session_metadata: {} },
      ]),
      'inexistent_session',
    ))
})

describe('DELETE /sessions/{id}', () => {
  it('202: ends the session at once, but not its refresh tokens; a second time changes nothing', async () => {
    const { ann, works } = await signedIn()
    const end = () => caller.send('DELETE', `sessions/${ann.sessionId}`)
    expect([(await end()).status, (await end()).status]).toEqual([202, 202])
    expect(await works()).toEqual([false, true])
  })

  it('404: for an unknown id and for another tenant’s', () =>
    refused(
      [newId('session'), stranger.sessionId].map((id) => ['DELETE', `sessions/${id}`]),
      'inexistent_session',
    ))
})

describe('POST /sessions/{id}/revoke', () => {
  it('202: ends the session and its refresh tokens at once', async () => {
    const { ann, works } = await signedIn()
    expect((await caller.send('POST', `sessions/${ann.sessionId}/revoke`)).status).toBe(202)
    expect(await works()).toEqual([false, false])
  })

  it('404: for an unknown id and for another tenant’s', () =>
    refused(
      [newId('session'), stranger.sessionId].map((id) => ['POST', `sessions/${id}/revoke`]),
      'inexistent_session',
    ))
})
