import { beforeAll, describe, expect, it } from 'vitest'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { from, refusalCode } from '@/test/fixtures/signed-out'
import { createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { expectRefusals, type Request } from '@/test/expect-refusals'

let api: Api
let caller: ApiCaller
let stranger: TestUser

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(['read:users', 'update:users'])
  stranger = await (await createTestTenant()).createUser()
})

/** A user whose password was guessed wrong too often from one client address. */
async function guessedAt(): Promise<{ ann: TestUser; byId: string; byAddress: string }> {
  const ann = await api.tenant.createUser()
  await from(async () => {
    for (let n = 0; n < 10; n++)
      await refusalCode(signInWithPassword(api.tenant.tenantId, { email: ann.email, password: 'wrong' }))
  })
  const byId = `user-blocks/${encodeURIComponent(ann.id)}`
  return { ann, byId, byAddress: `user-blocks?identifier=${encodeURIComponent(ann.email.toUpperCase())}` }
}

function refused(requests: readonly Request[], status: number, errorCode: string): Promise<void> {
  return expectRefusals({ tenant: api.tenant, caller }, requests, { status, errorCode })
}

const nobody = 'user-blocks/auth0%7Cnobody'

function strangers(): string {
  return `user-blocks/${encodeURIComponent(stranger.id)}`
}

describe('GET /user-blocks', () => {
  it('200: the blocked client addresses', async () => {
    const { ann, byAddress } = await guessedAt()
    const { json } = await caller.get(byAddress)
    expect(json).toEqual({ blocked_for: [{ identifier: ann.email, ip: expect.stringMatching(/^host-/) }] })
  })

  it('200: no blocks for an email address that no user has', async () => {
    expect((await caller.get('user-blocks?identifier=nobody@tenant.test')).json).toEqual({ blocked_for: [] })
  })

  it('400: without an identifier', () =>
    refused(
      [
        ['GET', 'user-blocks'],
        ['GET', 'user-blocks?identifier='],
      ],
      400,
      'invalid_query_string',
    ))
})

describe('DELETE /user-blocks', () => {
  it('204: removes all blocks', async () => {
    const { byAddress, byId } = await guessedAt()
    expect((await caller.send('DELETE', byAddress)).status).toBe(204)
    expect((await caller.get(byId)).json).toEqual({ blocked_for: [] })
  })

  it('400: without an identifier', () => refused([['DELETE', 'user-blocks']], 400, 'invalid_query_string'))
})

describe('GET /user-blocks/{id}', () => {
  it('200: the same blocks by the user’s id', async () => {
    const { byAddress, byId } = await guessedAt()
    expect((await caller.get(byId)).json).toEqual((await caller.get(byAddress)).json)
  })

  it('404: for an unknown user and for another tenant’s', () =>
    refused(
      [
        ['GET', nobody],
        ['GET', strangers()],
      ],
      404,
      'inexistent_user',
    ))
})

describe('DELETE /user-blocks/{id}', () => {
  it('204: removes all blocks', async () => {
    const { byId } = await guessedAt()
    expect((await caller.send('DELETE', byId)).status).toBe(204)
    expect((await caller.get(byId)).json).toEqual({ blocked_for: [] })
  })

  it('404: for an unknown user and for another tenant’s', () =>
    refused(
      [
        ['DELETE', nobody],
        ['DELETE', strangers()],
      ],
      404,
      'inexistent_user',
    ))
})
