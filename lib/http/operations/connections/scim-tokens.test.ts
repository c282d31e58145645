import { beforeAll, expect, it } from 'vitest'
import type { ApiCaller } from '@/test/api'
import type { Request } from '@/test/expect-refusals'
import { ScimApi, scimAt as at } from '@/test/fixtures/scim-api'

const tokenScopes = ['get:users', 'post:users', 'put:users', 'patch:users', 'delete:users']

let scim: ScimApi
let caller: ApiCaller

beforeAll(async () => {
  scim = await ScimApi.open()
  ;({ caller } = scim)
})

it('201: shown once, with an end or without; 409 for a third; 204 ends it', async () => {
  const id = await scim.ownConnection({ isOn: true })
  const forever = await caller.send('POST', at(id, '/tokens'), {})
  const short = await caller.send('POST', at(id, '/tokens'), {
    scopes: tokenScopes.toReversed(),
    token_lifetime: 3600,
  })
  expect([forever.status, short.status]).toEqual([201, 201])
  expect(forever.json).toEqual({
    token_id: expect.stringMatching(/^tok_\w{16}$/) as string,
    token: expect.stringMatching(/^scim_.{43}$/) as string,
    scopes: tokenScopes,
    created_at: expect.any(String) as string,
  })
  const { created_at: from, valid_until: until } = short.json
  expect(Date.parse(String(until)) - Date.parse(String(from))).toBe(3_600_000)
  await scim.refused([['POST', at(id, '/tokens'), {}]], { status: 409, errorCode: 'conflict' })

  const token = String(forever.json['token'])
  expect((await scim.usersOf(id, token)).status).toBe(200)
  const listed = await caller.get(at(id, '/tokens'))
  expect(listed.text).not.toContain('scim_')
  const { token: _, ...shown } = short.json
  const { token: _used, ...used } = forever.json
  expect(listed.rows).toEqual([shown, { ...used, last_used_at: expect.any(String) as string }])

  const path = at(id, `/tokens/${String(forever.json['token_id'])}`)
  expect((await caller.send('DELETE', path)).status).toBe(204)
  expect((await scim.usersOf(id, token)).status).toBe(401)
  await scim.refused([['DELETE', path]], { status: 404, errorCode: 'inexistent_scim_token' })
  expect((await scim.events(1))[0]).toMatchObject({ type: 'directory.token_revoked', actorKind: 'client' })
  expect(JSON.stringify(await scim.events(10))).not.toContain(token)
})

it('400: a lifetime that Auth0 refuses, or some of the scopes', async () => {
  const id = await scim.ownConnection({ isOn: true })
  await scim.refused(
    [900, 0, -1, 1000.5, '3600', 1e10].map((token_lifetime): Request => [
      'POST',
      at(id, '/tokens'),
      { token_lifetime },
    ]),
    { status: 400, errorCode: 'invalid_body' },
  )
  await scim.refused(
    [[], ['get:users'], [...tokenScopes, 'get:users'], [...tokenScopes.slice(1), 'get:groups']].map(
      (scopes): Request => ['POST', at(id, '/tokens'), { scopes }],
    ),
    { status: 400, errorCode: 'invalid_body' },
  )
})
