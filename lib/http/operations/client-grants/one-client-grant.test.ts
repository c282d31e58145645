import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { type Api, type ApiCaller } from '@/test/api'
import { ClientGrantsApi } from '@/test/fixtures/client-grants-api'
import { eventsOf } from '@/test/fixtures/operator'

const absent = { status: 404, json: { errorCode: 'inexistent_client_grant' } }
let fixture: ClientGrantsApi
let api: Api
let operator: ApiCaller
let audience: string

beforeAll(async () => {
  fixture = await ClientGrantsApi.open()
  ;({ api, operator } = fixture)
  audience = api.openid.audience
})

async function elsewhere(): Promise<string> {
  return (await ClientGrantsApi.open()).createGrant()
}

describe('GET /client-grants/{id}', () => {
  it('200: returns it', async () => {
    const id = await fixture.createGrant()
    expect((await operator.get(`client-grants/${id}`)).json).toMatchObject({ id, audience })
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    for (const id of [newId('clientGrant'), await elsewhere()])
      expect(await operator.get(`client-grants/${id}`)).toMatchObject(absent)
  })
})

describe('PATCH /client-grants/{id}', () => {
  it('200: changes only the properties that are sent; null sets the default', async () => {
    const id = await fixture.createGrant()
    const change = (body: object) => operator.send('PATCH', `client-grants/${id}`, body)
    const more = {
      scope: ['read:rooms', 'write:rooms'],
      organization_usage: 'allow',
      allow_any_organization: true,
    }
    expect((await change(more)).json).toMatchObject({ id, ...more })
    const [event] = (await eventsOf(api.tenant, 'client_grant.changed')).slice(-1)
    expect(event?.details).toMatchObject({ before: { scope: ['read:rooms'] }, after: { scope: more.scope } })
    await fixture.expectRefusal(() => change({ scope: more.scope }), { status: 200, json: more })
    const none = { scope: null, organization_usage: null, allow_any_organization: null }
    expect((await change(none)).json).toMatchObject({
      scope: [],
      organization_usage: 'deny',
      allow_any_organization: false,
    })
  })

  it('200: a change applies at once to tokens that were issued before', async () => {
    const machine = await api.asMachine(['read:client_grants', 'read:organization_client_grants'])
    const [grant] = (await operator.get(`client-grants?client_id=${machine.client.id}`)).rows
    const path = `client-grants/${String(grant?.['id'])}`
    expect(await machine.get(path)).toMatchObject({ status: 200 })
    await operator.send('PATCH', path, { scope: ['read:organization_client_grants'] })
    const narrowed = { status: 403, json: { errorCode: 'insufficient_scope' } }
    expect(await machine.get(path)).toMatchObject(narrowed)
    expect(await machine.get(`${path}/organizations`)).toMatchObject({ status: 200 })
    await operator.send('PATCH', path, { organization_usage: 'require' })
    expect(await machine.get(`${path}/organizations`)).toMatchObject({ status: 401 })
  })

  it.each([
    { scope: ['read:moons'] },
    { organization_usage: 'sometimes' },
    { allow_any_organization: 'perhaps' },
    { client_id: 'another' },
    { audience: 'https://another.test' },
    { allow_all_scopes: true },
  ])('400: %j', async (body) => {
    const id = await fixture.createGrant()
    await fixture.expectRefusal(() => operator.send('PATCH', `client-grants/${id}`, body), { status: 400 })
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    for (const id of [newId('clientGrant'), await elsewhere()])
      await fixture.expectRefusal(() => operator.send('PATCH', `client-grants/${id}`, { scope: [] }), absent)
  })
})

describe('DELETE /client-grants/{id}', () => {
  it('204: its tokens stop working', async () => {
    const machine = await api.asMachine(['read:client_grants'])
    const [grant] = (await operator.get(`client-grants?client_id=${machine.client.id}`)).rows
    const path = `client-grants/${String(grant?.['id'])}`
    expect(await machine.get(path)).toMatchObject({ status: 200 })
    expect(await operator.send('DELETE', path)).toMatchObject({ status: 204, text: '' })
    expect(await machine.get(path)).toMatchObject({ status: 401 })
    expect(await operator.get(path)).toMatchObject(absent)
    const [event] = (await eventsOf(api.tenant, 'client_grant.deleted')).slice(-1)
    expect(event).toMatchObject({ targetId: grant?.['id'], people: { targetName: 'Application' } })
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    for (const id of [newId('clientGrant'), await elsewhere()])
      await fixture.expectRefusal(() => operator.send('DELETE', `client-grants/${id}`), absent)
  })
})

describe('GET /client-grants/{id}/organizations', () => {
  it('200: the organizations that it was added to, without deleted ones', async () => {
    const id = await fixture.createGrant()
    const organizations = await Promise.all([
      api.tenant.createOrganization(),
      api.tenant.createOrganization(),
    ])
    const gone = await api.tenant.createOrganization()
    await api.tenant.write(async (tx) => {
      const data = [...organizations, gone].map((organization) => ({
        grantId: id,
        organizationId: organization.id,
      }))
      await tx.clientGrantOrganization.createMany({ data })
      await tx.organization.updateMany({ where: { id: gone.id }, data: { deletedAt: new Date() } })
    })
    const path = `client-grants/${id}/organizations`
    const ids = organizations.map((place) => place.id).sort()
    const { rows } = await operator.get(path)
    expect(rows.map((row) => row['id'])).toEqual(ids)
    expect(rows[0]).toMatchObject({ display_name: 'Place' })
    const first = (await operator.get(`${path}?take=1`)).json
    const second = (await operator.get(`${path}?take=1&from=${String(first['next'])}`)).json
    expect([first, second].flatMap((page) => page['organizations'])).toEqual(rows)
    expect(second['next']).toBeUndefined()
    expect((await operator.get(`${path}?include_totals=true&per_page=1&page=1`)).json).toEqual({
      start: 1,
      limit: 1,
      total: 2,
      organizations: [rows[1]],
    })
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    for (const id of [newId('clientGrant'), await elsewhere()])
      expect(await operator.get(`client-grants/${id}/organizations`)).toMatchObject(absent)
  })
})
