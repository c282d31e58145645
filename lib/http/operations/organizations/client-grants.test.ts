import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import type { Api, ApiCaller } from '@/test/api'
import { ClientGrantsApi } from '@/test/fixtures/client-grants-api'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { requestToken } from '@/test/fixtures/openid'
import { eventsOf } from '@/test/fixtures/operator'

const absent = { status: 404, json: { errorCode: 'inexistent_client_grant' } }
let fixture: ClientGrantsApi
let api: Api
let operator: ApiCaller
let place: TestOrganization

beforeAll(async () => {
  fixture = await ClientGrantsApi.open()
  ;({ api, operator } = fixture)
  place = await api.tenant.createOrganization()
})

function at(id?: string, { id: organization } = place): string {
  return `organizations/${organization}/client-grants${id === undefined ? '' : `/${id}`}`
}

async function added(to = place, clientId?: string): Promise<string> {
  const grantId = await fixture.createGrant(clientId)
  await api.tenant.write((tx) =>
    tx.clientGrantOrganization.create({ data: { grantId, organizationId: to.id } }),
  )
  return grantId
}

describe('GET /organizations/{id}/client-grants', () => {
  it('200: only the organization’s own, by page, from a checkpoint, and by filter', async () => {
    const here = await api.tenant.createOrganization()
    const client = await fixture.createMachine()
    const id = await added(here, client)
    const ids = [id, await added(here), await added(here)].sort()
    await added()
    const { rows } = await operator.get(at(undefined, here))
    expect(rows.map((row) => row['id'])).toEqual(ids)
    expect(rows).toContainEqual({
      id,
      client_id: client,
      audience: api.openid.audience,
      scope: ['read:rooms'],
      organization_usage: 'deny',
      allow_any_organization: false,
    })
    const found = async (query: string) => {
      const answer = await operator.get(`${at(undefined, here)}?${query}`)
      return answer.rows.map((row) => row['id'])
    }
    expect(await found(`client_id=${client}`)).toEqual([id])
    expect(await found(`audience=${encodeURIComponent(api.openid.audience)}`)).toEqual(ids)
    expect(await found('audience=https%3A%2F%2Fnone.test')).toEqual([])
    expect(await found(`grant_ids=${id}`)).toEqual([id])
    expect(await found(`grant_ids=${ids[0]}&grant_ids=${ids[2]}`)).toEqual([ids[0], ids[2]])
    expect(await found(`grant_ids[]=${ids[1]}`)).toEqual([ids[1]])
    expect((await operator.get(`${at(undefined, here)}?include_totals=true&per_page=2&page=1`)).json).toEqual(
      {
        start: 2,
        limit: 2,
        total: 3,
        client_grants: [rows[2]],
      },
    )
    const first = (await operator.get(`${at(undefined, here)}?take=2`)).json
    expect(first).toEqual({ client_grants: rows.slice(0, 2), next: ids[1] })
    const second = (await operator.get(`${at(undefined, here)}?take=2&from=${ids[1]}`)).json
    expect(second).toEqual({ client_grants: rows.slice(2) })
  })

  it('200: with a token of the organization, of a machine or of a member', async () => {
    const id = await added()
    const owner = await api.tenant.createUser()
    const here = await api.tenant.createOrganization({ owner })
    const machine = await api.asMachine(['read:organization_client_grants'], place)
    expect((await machine.get(at())).rows.map((row) => row['id'])).toContain(id)
    const ownerCaller = await api.asUser(owner, here)
    const other = await added(here)
    expect((await ownerCaller.get(at(undefined, here))).rows.map((row) => row['id'])).toEqual([other])
  })

  it('400: more than ten ids, and too long an audience', async () => {
    const many = Array.from({ length: 11 }, () => `grant_ids=${newId('clientGrant')}`).join('&')
    for (const query of [many, `audience=${'a'.repeat(601)}`])
      expect(await operator.get(`${at()}?${query}`)).toMatchObject({ status: 400 })
  })
})

describe('POST /organizations/{id}/client-grants', () => {
  it('201: with the id as id and as grant_id; the machine now gets tokens for the organization', async () => {
    const client = api.openid.machine
    const [grant] = (await operator.get(`client-grants?client_id=${client.id}`)).rows
    const id = String(grant?.['id'])
    await operator.send('PATCH', `client-grants/${id}`, { organization_usage: 'allow' })
    const ask = () =>
      requestToken(api.openid, client, {
        grant_type: 'client_credentials',
        audience: api.openid.audience,
        organization: place.id,
      })
    expect((await ask()).access_token).toBeUndefined()
    const made = await operator.send('POST', at(), { grant_id: id })
    expect(made).toMatchObject({ status: 201, json: { id, grant_id: id, client_id: client.id } })
    expect((await ask()).access_token).toBeDefined()
    const [event] = (await eventsOf(api.tenant, 'machine.admitted')).slice(-1)
    expect(event).toMatchObject({ organizationId: place.id, targetId: id })
  })

  it('400: no grant_id, or other properties', async () => {
    const grant = await fixture.createGrant()
    for (const body of [{}, { grant_id: 7 }, { grant_id: '' }, { grant_id: grant, scope: [] }])
      await fixture.expectRefusal(() => operator.send('POST', at(), body), { status: 400 })
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    const theirs = await (await ClientGrantsApi.open()).createGrant()
    for (const id of [newId('clientGrant'), theirs])
      await fixture.expectRefusal(() => operator.send('POST', at(), { grant_id: id }), absent)
  })

  it('409: a grant that was added already, and more than 100 grants', async () => {
    const id = await added()
    await fixture.expectRefusal(() => operator.send('POST', at(), { grant_id: id }), {
      status: 409,
      json: { message: 'The client grant has already been added to this organization.' },
    })
    const full = await api.tenant.createOrganization()
    const grant = await fixture.createGrant()
    await api.tenant.write(async (tx) => {
      const { apiId } = await tx.clientGrant.findFirstOrThrow({ where: { id: grant } })
      const ids = Array.from({ length: 100 }, () => newId('clientGrant'))
      const clients = ids.map((one) => ({
        id: one,
        name: 'M',
        appType: 'm',
        tokenEndpointAuthMethod: 'none',
      }))
      await tx.client.createMany({ data: clients })
      await tx.clientGrant.createMany({ data: ids.map((one) => ({ id: one, clientId: one, apiId })) })
      await tx.clientGrantOrganization.createMany({
        data: ids.map((grantId) => ({ grantId, organizationId: full.id })),
      })
    })
    await fixture.expectRefusal(() => operator.send('POST', at(undefined, full), { grant_id: grant }), {
      status: 409,
      json: {
        message: 'Quota exceeded; cannot add more than 100 client grants to a single organization',
      },
    })
  })
})

describe('DELETE /organizations/{id}/client-grants/{grant_id}', () => {
  it('204: the machine’s tokens for the organization stop working', async () => {
    const machine = await api.asMachine(['read:organization_client_grants'], place)
    const [grant] = (await operator.get(`client-grants?client_id=${machine.client.id}`)).rows
    expect(await machine.get(at())).toMatchObject({ status: 200 })
    expect(await operator.send('DELETE', at(String(grant?.['id'])))).toMatchObject({ status: 204 })
    expect(await machine.get(at())).toMatchObject({ status: 401 })
    const [event] = (await eventsOf(api.tenant, 'machine.dismissed')).slice(-1)
    expect(event).toMatchObject({ organizationId: place.id, targetId: grant?.['id'] })
  })

  it('404: unknown, or added only to another organization', async () => {
    const other = await added(await api.tenant.createOrganization())
    for (const id of [newId('clientGrant'), other])
      await fixture.expectRefusal(() => operator.send('DELETE', at(id)), absent)
  })
})
