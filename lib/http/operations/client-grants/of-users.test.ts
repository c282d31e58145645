import { beforeAll, describe, expect, it } from 'vitest'
import type { ApiCaller } from '@/test/api'
import { ClientGrantsApi } from '@/test/fixtures/client-grants-api'
import { eventsOf } from '@/test/fixtures/operator'

let fixture: ClientGrantsApi
let operator: ApiCaller
let audiences: string[]

beforeAll(async () => {
  fixture = await ClientGrantsApi.open()
  ;({ operator } = fixture)
  const { audience, tenant } = fixture.api.openid
  audiences = [audience, `${tenant.url}/my-org/`]
})

const scopes = [['read:rooms'], ['read:my_org:details']]

async function granted(at: number, more: object = {}) {
  const body = {
    client_id: await fixture.createMachine(),
    audience: audiences[at],
    scope: scopes[at],
    ...more,
  }
  const { status, json } = await operator.send('POST', 'client-grants', { ...body, subject_type: 'user' })
  expect(status, JSON.stringify(json)).toBe(201)
  return json
}

describe.each([
  [0, 'an API'],
  [1, 'the My Organization API'],
])('a client grant of users (%i), for %s', (at) => {
  it('201, 200 and 204: is created, read, listed, changed and deleted, with events', async () => {
    const grant = await granted(at)
    const { id, client_id: client } = grant
    expect(grant).toEqual({
      id,
      client_id: client,
      audience: audiences[at],
      scope: scopes[at],
      subject_type: 'user',
    })
    const path = `client-grants/${String(id)}`
    expect((await operator.get(path)).json).toEqual(grant)
    const listed = async (query = '') =>
      (await operator.get(`client-grants?client_id=${String(client)}${query}`)).rows
    expect(await listed()).toEqual([grant])
    expect(await listed('&subject_type=user')).toEqual([grant])
    expect(await listed('&subject_type=client')).toEqual([])
    const none = await operator.send('PATCH', path, { scope: [] })
    expect(none.json).toEqual({ ...grant, scope: [] })
    expect((await operator.send('DELETE', path)).status).toBe(204)
    for (const type of ['client_grant.created', 'client_grant.deleted'])
      expect((await eventsOf(fixture.api.tenant, type)).at(-1)?.details).toMatchObject({
        [type.endsWith('created') ? 'after' : 'before']: { subjectType: 'user', audience: audiences[at] },
      })
  })

  it('201: besides a machine’s for the same API; 409: a second one', async () => {
    const { client_id: client, id } = await granted(at)
    const body = { client_id: client, audience: audiences[at], scope: [] }
    const machines = await operator.send('POST', 'client-grants', body)
    expect(machines).toMatchObject({ status: 201, json: { subject_type: 'client' } })
    const rows = (await operator.get(`client-grants?client_id=${String(client)}`)).rows
    expect(rows.map((row) => row['id']).sort()).toEqual([id, machines.json['id']].sort())
    for (const subject of ['user', 'client'])
      await fixture.expectRefusal(
        () => operator.send('POST', 'client-grants', { ...body, subject_type: subject }),
        { status: 409 },
      )
  })

  it('400: has no organizations of its own, and only scopes of the API', async () => {
    const { id } = await granted(at)
    const body = { client_id: await fixture.createMachine(), audience: audiences[at], subject_type: 'user' }
    const wrong = [
      { organization_usage: 'require' },
      { organization_usage: 'deny' },
      { allow_any_organization: true },
      { scope: ['read:moons'] },
    ]
    for (const more of wrong) {
      await fixture.expectRefusal(() => operator.send('POST', 'client-grants', { ...body, ...more }), {
        status: 400,
      })
      await fixture.expectRefusal(() => operator.send('PATCH', `client-grants/${String(id)}`, more), {
        status: 400,
      })
    }
    for (const subject of ['anonymous_user', 'robot', null])
      await fixture.expectRefusal(
        () => operator.send('POST', 'client-grants', { ...body, subject_type: subject }),
        { status: 400 },
      )
  })

  it('400: is not added to an organization', async () => {
    const { id } = await granted(at)
    const place = await fixture.api.tenant.createOrganization()
    const path = `organizations/${place.id}/client-grants`
    await fixture.expectRefusal(() => operator.send('POST', path, { grant_id: id }), {
      status: 400,
      json: { message: expect.stringContaining('subject_type user') },
    })
  })
})
