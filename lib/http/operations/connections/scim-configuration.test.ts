import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import type { ApiCaller } from '@/test/api'
import type { Request } from '@/test/expect-refusals'
import { TestDirectory } from '@/test/fixtures/directory'
import { createTestConnection } from '@/test/fixtures/provider-users'
import { ScimApi, scimAt as at } from '@/test/fixtures/scim-api'

const mapping = [
  { auth0: 'email', scim: 'emails[primary eq true].value' },
  { auth0: 'name', scim: 'displayName' },
]

let scim: ScimApi
let directory: TestDirectory
let caller: ApiCaller
/** Of another tenant, with a directory. */
let foreign: TestDirectory
/** Of the tenant itself. */
let shared: string

beforeAll(async () => {
  scim = await ScimApi.open()
  ;({ directory, caller } = scim)
  foreign = await TestDirectory.open()
  shared = (await createTestConnection(directory.tenant)).id
})

describe('POST /connections/{id}/scim-configuration', () => {
  it('201: in Auth0’s form, as GET returns it; the event names the application', async () => {
    const id = await scim.ownConnection()
    const { status, json } = await caller.send('POST', at(id), {})
    expect(status).toBe(201)
    expect(json).toEqual({
      connection_id: id,
      connection_name: id.replace('_', '-'),
      strategy: 'oidc',
      tenant_name: scim.api.openid.tenant.name,
      user_id_attribute: 'userName',
      mapping,
      created_at: expect.any(String) as string,
      updated_on: json['created_at'],
    })
    expect(await caller.get(at(id))).toMatchObject({ status: 200, json })
    expect((await scim.events(1))[0]).toMatchObject({
      type: 'directory.turned_on',
      targetId: id,
      organizationId: directory.organization.id,
      actorKind: 'client',
      actorId: caller.client.id,
    })
  })

  it('201: accepts the values that Auth0’s tools send back', async () => {
    const id = await scim.ownConnection()
    const body = { user_id_attribute: 'userName', mapping }
    expect((await caller.send('POST', at(id), body)).status).toBe(201)
  })

  it('400: another mapping or identifier; a connection of the tenant', async () => {
    const id = await scim.ownConnection()
    await scim.refused(
      [
        ['POST', at(id), { user_id_attribute: 'externalId' }],
        ['POST', at(id), { mapping: [] }],
        ['POST', at(id), { mapping: mapping.slice(1) }],
        ['POST', at(id), { mapping: [...mapping, { auth0: 'nickname', scim: 'nickName' }] }],
        ['POST', at(id), { mapping: 'none' }],
        ['POST', at(id), { other: 1 }],
        ['POST', at(shared)],
        ['POST', at(directory.tenant.connection('password'))],
      ],
      { status: 400, errorCode: 'invalid_body' },
    )
    expect((await caller.send('POST', at(shared))).json['message']).toContain('belongs to one organization')
  })

  it('409: a connection that has one, and all but one of several requests at once', async () => {
    await scim.refused([['POST', at(directory.connectionId)]], { status: 409, errorCode: 'conflict' })
    const id = await scim.ownConnection()
    const answers = await Promise.all(Array.from({ length: 5 }, () => caller.send('POST', at(id))))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
  })
})

describe('PATCH /connections/{id}/scim-configuration', () => {
  it('200: unchanged values; 400: others', async () => {
    const id = await scim.ownConnection({ isOn: true })
    const { json } = await caller.get(at(id))
    const body = { user_id_attribute: 'userName', mapping }
    expect(await caller.send('PATCH', at(id), body)).toMatchObject({ status: 200, json })
    await scim.refused(
      [
        ['PATCH', at(id), { user_id_attribute: 'externalId', mapping }],
        ['PATCH', at(id), { user_id_attribute: 'userName', mapping: mapping.toReversed() }],
      ],
      { status: 400, errorCode: 'invalid_body' },
    )
  })
})

it('GET /connections-scim-configurations lists those of the tenant, from a checkpoint', async () => {
  await scim.ownConnection({ isOn: true })
  const all = await directory.tenant.read((tx) => tx.directory.findMany({ select: { connectionId: true } }))
  const path = 'connections-scim-configurations'
  const first = await caller.get(`${path}?take=1`)
  const rest = await caller.get(`${path}?take=100&from=${String(first.json['next'])}`)
  expect(rest.json).not.toHaveProperty('next')
  const seen = [first, rest].flatMap(({ json }) => json['scim_configurations'] as { connection_id: string }[])
  expect(seen.map((one) => one.connection_id)).toEqual(all.map((one) => one.connectionId).sort())
  expect(seen[0]).toEqual((await caller.get(at(seen[0]?.connection_id ?? ''))).json)
})

it('GET …/default-mapping returns the fixed mapping', async () => {
  const path = '/default-mapping'
  expect((await caller.get(at(directory.connectionId, path))).json).toEqual({ mapping })
  expect((await caller.get(at(await scim.ownConnection(), path))).json).toEqual({ mapping })
})

describe('DELETE /connections/{id}/scim-configuration', () => {
  it('204: deletes it with its tokens; then it does not exist', async () => {
    const id = await scim.ownConnection({ isOn: true })
    const { json } = await caller.send('POST', at(id, '/tokens'), {})
    expect((await caller.send('DELETE', at(id))).status).toBe(204)
    expect((await scim.usersOf(id, json['token'])).status).toBe(401)
    expect((await scim.events(1))[0]).toMatchObject({ type: 'directory.turned_off', targetId: id })
    await scim.refused(
      [
        ['GET', at(id)],
        ['PATCH', at(id), {}],
        ['DELETE', at(id)],
        ['GET', at(id, '/tokens')],
        ['POST', at(id, '/tokens'), {}],
      ],
      { status: 404, errorCode: 'inexistent_scim_configuration' },
    )
    expect((await caller.send('POST', at(id))).status).toBe(201)
  })
})

describe('404', () => {
  it('for a connection that is unknown or another tenant’s', async () => {
    const before = await foreign.tenant.read((tx) => tx.directoryToken.findMany())
    const requests = [newId('connection'), foreign.connectionId].flatMap((id): Request[] => [
      ['GET', at(id)],
      ['POST', at(id), {}],
      ['PATCH', at(id), {}],
      ['DELETE', at(id)],
      ['GET', at(id, '/default-mapping')],
      ['GET', at(id, '/tokens')],
      ['POST', at(id, '/tokens'), {}],
      ['DELETE', at(id, `/tokens/${before[0]?.id}`)],
    ])
    await scim.refused(requests, { status: 404, errorCode: 'inexistent_connection' })
    expect(await foreign.tenant.read((tx) => tx.directoryToken.findMany())).toEqual(before)
  })

  it('for a connection of the tenant, and a token of another connection', async () => {
    await scim.refused(
      [
        ['GET', at(shared)],
        ['PATCH', at(shared), {}],
        ['DELETE', at(shared)],
        ['GET', at(shared, '/default-mapping')],
        ['GET', at(shared, '/tokens')],
        ['POST', at(shared, '/tokens'), {}],
      ],
      { status: 404, errorCode: 'inexistent_scim_configuration' },
    )
    const id = await scim.ownConnection({ isOn: true })
    const [token] = await directory.tenant.read((tx) =>
      tx.directoryToken.findMany({ where: { connectionId: directory.connectionId } }),
    )
    await scim.refused([['DELETE', at(id, `/tokens/${token?.id}`)]], {
      status: 404,
      errorCode: 'inexistent_scim_token',
    })
  })
})
