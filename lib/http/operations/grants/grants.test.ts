import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { enter, refresh } from '@/test/fixtures/openid'
import { expectRefusals } from '@/test/expect-refusals'

let api: Api
let caller: ApiCaller

beforeAll(async () => {
  api = await startApi()
  caller = await api.machine(['read:grants', 'delete:grants'])
})

describe('GET /grants', () => {
  it('200: nobody is asked, so there is none, in either form', async () => {
    await (
      await enter(api.realm, await api.house.person())
    )()
    expect((await caller.get('grants')).text).toBe('[]')
    const { json } = await caller.get('grants?include_totals=true&per_page=5&page=1&user_id=x')
    expect(json).toEqual({ start: 5, limit: 5, total: 0, grants: [] })
  })

  it('400: no page', () =>
    expectRefusals({ house: api.house, caller }, [['GET', 'grants?per_page=101']], {
      status: 400,
      errorCode: 'invalid_query_string',
    }))
})

describe('DELETE /grants', () => {
  it('204: there is none then, and refresh tokens are another thing', async () => {
    const ann = await api.house.person()
    const { refresh_token: token } = await (await enter(api.realm, ann))()
    const { status, text } = await caller.send('DELETE', `grants?user_id=${encodeURIComponent(ann.id)}`)
    expect([status, text]).toEqual([204, ''])
    expect((await refresh(api.realm, token)).status).toBe(200)
  })

  it('400: whose?', () =>
    expectRefusals(
      { house: api.house, caller },
      ['grants', 'grants?user_id='].map((path) => ['DELETE', path]),
      { status: 400, errorCode: 'invalid_query_string' },
    ))
})

describe('DELETE /grants/{id}', () => {
  it('404: there is none', () =>
    expectRefusals({ house: api.house, caller }, [['DELETE', 'grants/unknown']], {
      status: 404,
      errorCode: 'inexistent_grant',
    }))
})
