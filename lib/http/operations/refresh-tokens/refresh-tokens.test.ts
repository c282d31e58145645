import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { signIn, createOpenidTenant, refresh } from '@/test/fixtures/openid'
import { expectRefusals, type Request } from '@/test/expect-refusals'

let api: Api
let caller: ApiCaller
let stranger: TestUser
let foreignId: string

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(['read:refresh_tokens', 'update:refresh_tokens', 'delete:refresh_tokens'])
  const elsewhere = await createOpenidTenant(await createTestTenant())
  stranger = await elsewhere.testTenant.createUser()
  await (
    await signIn(elsewhere, stranger)
  )()
  foreignId = (
    await elsewhere.testTenant.read((tx) =>
      tx.authorization.findFirstOrThrow({ where: { userId: stranger.id } }),
    )
  ).id
})

function of({ id }: { id: string }, rest = 'refresh-tokens'): string {
  return `users/${encodeURIComponent(id)}/${rest}`
}

/** Signs the person in: a new refresh token, its id, and whether it still works. */
async function signedIn(person: TestUser) {
  const { refresh_token: token } = await (await signIn(api.openid, person))()
  const { id } = await api.tenant.read((tx) =>
    tx.authorization.findFirstOrThrow({ where: { userId: person.id }, orderBy: { createdAt: 'desc' } }),
  )
  return { id, token: token ?? '', works: async () => (await refresh(api.openid, token)).status === 200 }
}

function refused(requests: readonly Request[], errorCode: string): Promise<void> {
  const status = errorCode.startsWith('inexistent') ? 404 : 400
  return expectRefusals({ tenant: api.tenant, caller }, requests, { status, errorCode })
}

function idsIn(list: unknown): string[] {
  return (list as { id: string }[]).map(({ id }) => id)
}

describe('GET /users/{id}/refresh-tokens', () => {
  it('200: the working tokens, from a checkpoint, without anything that could be used as a token', async () => {
    const ann = await api.tenant.createUser()
    const older = await signedIn(ann)
    const made = [older, await signedIn(ann)]
    const ids = made.map(({ id }) => id).sort()
    const first = await caller.get(of(ann, 'refresh-tokens?take=1'))
    const second = await caller.get(of(ann, `refresh-tokens?take=1&from=${String(first.json['next'])}`))
    expect([first, second].flatMap(({ json }) => idsIn(json['tokens']))).toEqual(ids)
    expect(second.json).not.toHaveProperty('next')
    for (const { token } of made) expect(first.text + second.text).not.toContain(token)
  })

  it('400: take above its limit', () =>
    refused([['GET', of(stranger, 'refresh-tokens?take=101')]], 'invalid_query_string'))

  it('404: for an unknown user and for another tenant’s', () =>
    refused(
      [{ id: 'auth0|nobody' }, stranger].map((user) => ['GET', of(user)]),
      'inexistent_user',
    ))
})

describe('DELETE /users/{id}/refresh-tokens', () => {
  it('202: revokes all of the user’s tokens at once, and no other user’s', async () => {
    const ann = await api.tenant.createUser()
    const ben = await api.tenant.createUser()
    const annsToken = await signedIn(ann)
    const bensToken = await signedIn(ben)
    expect(await caller.send('DELETE', of(ann))).toMatchObject({ status: 202, text: '' })
    expect(await Promise.all([annsToken.works(), bensToken.works()])).toEqual([false, true])
  })

  it('404: for an unknown user and for another tenant’s', () =>
    refused(
      [{ id: 'auth0|nobody' }, stranger].map((user) => ['DELETE', of(user)]),
      'inexistent_user',
    ))
})

describe('GET /refresh-tokens', () => {
  it('200: a user’s tokens, only of one application if named', async () => {
    const ann = await api.tenant.createUser()
    const { id } = await signedIn(ann)
    const list = async (more: string) => {
      const { json } = await caller.get(`refresh-tokens?user_id=${encodeURIComponent(ann.id)}${more}`)
      return idsIn(json['refresh_tokens'])
    }
    expect(await list('')).toEqual([id])
    expect(await list(`&client_id=${api.openid.web.id}&take=1`)).toEqual([id])
    expect(await list('&client_id=nobody')).toEqual([])
  })

  it('200: with the requested properties', async () => {
    const ann = await api.tenant.createUser()
    const { id } = await signedIn(ann)
    const { json } = await caller.get(`refresh-tokens?user_id=${encodeURIComponent(ann.id)}&fields=id`)
    expect(json).toEqual({ refresh_tokens: [{ id }] })
  })

  it('400: without a user', () =>
    refused(
      [
        ['GET', 'refresh-tokens'],
        ['GET', 'refresh-tokens?client_id=x'],
      ],
      'invalid_query_string',
    ))

  it('404: of an unknown user', () =>
    refused([['GET', 'refresh-tokens?user_id=auth0%7Cnobody']], 'inexistent_user'))
})

describe('POST /refresh-tokens/revoke', () => {
  it('202: by ids, ignoring unknown ones', async () => {
    const ann = await api.tenant.createUser()
    const one = await signedIn(ann)
    const other = await signedIn(ann)
    const ids = [one.id, foreignId, newId('authorization')]
    expect((await caller.send('POST', 'refresh-tokens/revoke', { ids })).status).toBe(202)
    expect(await Promise.all([one.works(), other.works()])).toEqual([false, true])
  })

  it('202: a user’s tokens for one application', async () => {
    const ann = await api.tenant.createUser()
    const { works } = await signedIn(ann)
    const revoke = (more: object) =>
      caller.send('POST', 'refresh-tokens/revoke', { user_id: ann.id, ...more })
    expect((await revoke({ client_id: api.openid.machine.id })).status).toBe(202)
    const at = { client_id: api.openid.web.id, audience: 'https://other.tenant.test' }
    expect((await revoke(at)).status).toBe(202)
    expect((await caller.get(of(ann))).json['tokens']).toHaveLength(1)
    expect((await revoke({ client_id: api.openid.web.id })).status).toBe(202)
    expect(await works()).toBe(false)
  })

  it('400: too few properties, or too many', async () => {
    const bodies = [
      {},
      { ids: [] },
      { ids: Array.from({ length: 101 }, () => 'x') },
      { ids: ['x'], user_id: 'y' },
      { client_id: 'x' },
      { user_id: 'x', audience: 'y' },
      { user_id: 'x', everything: true },
    ]
    await refused(
      bodies.map((body) => ['POST', 'refresh-tokens/revoke', body]),
      'invalid_body',
    )
  })

  it('404: of an unknown user, and of a user of another tenant', () =>
    refused(
      ['auth0|nobody', stranger.id].map((user_id) => ['POST', 'refresh-tokens/revoke', { user_id }]),
      'inexistent_user',
    ))
})

describe('GET /refresh-tokens/{id}', () => {
  it('200: the token’s origin and times', async () => {
    const ann = await api.tenant.createUser()
    const { id, works } = await signedIn(ann)
    const known = {
      id,
      user_id: ann.id,
      client_id: api.openid.web.id,
      session_id: ann.sessionId,
      rotating: true,
    }
    const { json } = await caller.get(`refresh-tokens/${id}`)
    expect(json).toMatchObject({ ...known, refresh_token_metadata: {} })
    expect(json).not.toHaveProperty('last_exchanged_at')
    await works()
    expect((await caller.get(`refresh-tokens/${id}`)).json).toMatchObject({
      last_exchanged_at: expect.any(String),
    })
  })

  it('404: for an unknown id and for another tenant’s', () =>
    refused(
      [newId('authorization'), foreignId].map((id) => ['GET', `refresh-tokens/${id}`]),
      'inexistent_refresh_token',
    ))
})

describe('PATCH /refresh-tokens/{id}', () => {
  it('200: replaces the metadata, and removes it', async () => {
    const { id, works } = await signedIn(await api.tenant.createUser())
    const kept = async (refresh_token_metadata?: object | null) =>
      (await caller.send('PATCH', `refresh-tokens/${id}`, { refresh_token_metadata })).json[
        'refresh_token_metadata'
      ]
    expect(await kept({ device: 'phone' })).toEqual({ device: 'phone' })
    expect(await kept({ organization: 'home' })).toEqual({ organization: 'home' })
    expect(await kept()).toEqual({ organization: 'home' })
    expect(await kept(null)).toEqual({})
    expect(await works()).toBe(true)
  })

  it('400: metadata that Auth0 does not accept', () =>
    refused(
      [{ refresh_token_metadata: { k: 1 } }, { refresh_token_metadata: 'k' }, { client_id: 'x' }].map(
        (body) => [...(['PATCH', `refresh-tokens/${foreignId}`, body] as const)],
      ),
      'invalid_body',
    ))

  it('404: for an unknown id and for another tenant’s', () =>
    refused(
      [newId('authorization'), foreignId].map((id) => ['PATCH', `refresh-tokens/${id}`, {}]),
      'inexistent_refresh_token',
    ))
})

describe('DELETE /refresh-tokens/{id}', () => {
  it('202: the token stops working at once; a second time changes nothing', async () => {
    const ann = await api.tenant.createUser()
    const one = await signedIn(ann)
    const other = await signedIn(ann)
    const revoke = () => caller.send('DELETE', `refresh-tokens/${one.id}`)
    expect([(await revoke()).status, (await revoke()).status]).toEqual([202, 202])
    expect(await Promise.all([one.works(), other.works()])).toEqual([false, true])
  })

  it('404: for an unknown id and for another tenant’s', () =>
    refused(
      [newId('authorization'), foreignId].map((id) => ['DELETE', `refresh-tokens/${id}`]),
      'inexistent_refresh_token',
    ))
})
