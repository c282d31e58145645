import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { signIn, refresh } from '@/test/fixtures/openid'
import { expectRefusals } from '@/test/expect-refusals'

let api: Api
let caller: ApiCaller

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(['read:grants', 'delete:grants'])
})

describe('GET /grants', () => {
  it('200: always an empty list, in both forms, since Foyer asks for no consent', async () => {
    await (
      await signIn(api.openid, await api.tenant.createUser())
    )()
    expect((await caller.get('grants')).text).toBe('[]')
    const { json } = await caller.get('grants?include_totals=true&per_page=5&page=1&user_id=x')
    expect(json).toEqual({ start: 5, limit: 5, total: 0, grants: [] })
  })

  it('400: an invalid page', () =>
    expectRefusals({ tenant: api.tenant, caller }, [['GET', 'grants?per_page=101']], {
      status: 400,
      errorCode: 'invalid_query_string',
    }))
})

describe('DELETE /grants', () => {
  it('204: there are no grants to delete, and refresh tokens keep working', async () => {
    const ann = await api.tenant.createUser()
    const { refresh_token: token } = await (await signIn(api.openid, ann))()
    const { status, text } = await caller.send('DELETE', `grants?user_id=${encodeURIComponent(ann.id)}`)
    expect([status, text]).toEqual([204, ''])
    expect((await refresh(api.openid, token)).status).toBe(200)
  })

  it('400: without a user', () =>
    expectRefusals(
      { tenant: api.tenant, caller },
      ['grants', 'grants?user_id='].map((path) => ['DELETE', path]),
      { status: 400, errorCode: 'invalid_query_string' },
    ))
})

describe('DELETE /grants/{id}', () => {
  it('404: when none exists', () =>
    expectRefusals({ tenant: api.tenant, caller }, [['DELETE', 'grants/unknown']], {
      status: 404,
      errorCode: 'inexistent_grant',
    }))
})
