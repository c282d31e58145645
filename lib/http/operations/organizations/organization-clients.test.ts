import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { createApplication } from '@/test/fixtures/openid'
import { eventsOf } from '@/test/fixtures/operator'

const absent = { status: 404, json: { errorCode: 'inexistent_client' } }
let api: Api
let operator: ApiCaller
let place: TestOrganization
let foreign: string

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine([
    ...(['read:organization_clients', 'create:organization_clients'] as const),
    ...(['update:organization_clients', 'delete:organization_clients', 'update:organizations'] as const),
  ])
  place = await api.tenant.createOrganization()
  foreign = (await startApi()).openid.web.id
})

function at(id?: string, { id: organization } = place): string {
  return `organizations/${organization}/clients${id === undefined ? '' : `/${id}`}`
}

async function application(): Promise<string> {
  return (await createApplication(api.tenant, ['authorization_code'])).id
}

async function added(to = place): Promise<string> {
  const clientId = await application()
  await api.tenant.write((tx) =>
    tx.organizationClient.create({ data: { organizationId: to.id, clientId, useForMemberAccess: true } }),
  )
  return clientId
}

function bodyOf(...ids: string[]) {
  return { clients: ids.map((id) => ({ client_id: id, use_for_member_access: true })) }
}

function rows() {
  const { tenantId } = api.tenant
  return api.tenant.read(async (tx) => ({
    rows: await tx.organizationClient.findMany({ where: { tenantId }, orderBy: { clientId: 'asc' } }),
    events: await tx.auditEvent.count({ where: { tenantId } }),
  }))
}

async function refused(work: () => Promise<object>, as: object): Promise<void> {
  const before = await rows()
  expect(await work()).toMatchObject(as)
  expect(await rows()).toEqual(before)
}

describe('GET /organizations/{id}/clients', () => {
  it('200: from a checkpoint and by page, also for a token of the organization', async () => {
    const here = await api.tenant.createOrganization()
    const ids = (await Promise.all([added(here), added(here), added(here)])).sort()
    await added()
    const { rows } = await operator.get(at(undefined, here))
    expect(rows.map((row) => row['client_id'])).toEqual(ids)
    expect(rows[0]).toEqual({
      client_id: ids[0],
      use_for_member_access: true,
      client: {
        name: 'Application',
        app_type: 'regular_web',
        logo_uri: null,
        is_first_party: true,
        grant_types: ['authorization_code'],
        organization_usage: 'allow',
      },
    })
    const first = (await operator.get(`${at(undefined, here)}?take=2`)).json
    expect(first).toEqual({ clients: rows.slice(0, 2), next: ids[1] })
    const second = (await operator.get(`${at(undefined, here)}?take=2&from=${ids[1]}`)).json
    expect(second).toEqual({ clients: rows.slice(2) })
    const totals = (await operator.get(`${at(undefined, here)}?include_totals=true&per_page=2&page=1`)).json
    expect(totals).toEqual({ start: 2, limit: 2, total: 3, clients: rows.slice(2) })
    const bound = await api.asMachine(['read:organization_clients'], here)
    expect((await bound.get(at(undefined, here))).rows).toEqual(rows)
  })

  it('200: includes an application that does not allow organizations', async () => {
    const here = await api.tenant.createOrganization()
    const id = await added(here)
    await api.tenant.write((tx) =>
      tx.client.updateMany({ where: { id }, data: { organizationUsage: 'deny' } }),
    )
    const bound = await api.asMachine(['read:organization_clients'], here)
    expect((await bound.get(at(undefined, here))).rows).toHaveLength(1)
  })

  it('400: an invalid page', async () => {
    expect(await operator.get(`${at()}?take=0`)).toMatchObject({ status: 400 })
  })
})

describe('POST /organizations/{id}/clients', () => {
  it('201: adds each application, with one event each', async () => {
    const ids = await Promise.all([application(), application()])
    const made = await operator.send('POST', at(), bodyOf(...ids))
    expect(made.status).toBe(201)
    expect(made.rows.map((row) => row['client_id'])).toEqual(ids)
    const events = (await eventsOf(api.tenant, 'application.allotted')).slice(-2)
    expect(events.map(({ targetId, organizationId }) => [targetId, organizationId])).toEqual(
      ids.map((id) => [id, place.id]),
    )
  })

  it('400: none, too many, one twice, or without use_for_member_access', async () => {
    const id = await application()
    const many = await Promise.all(Array.from({ length: 11 }, application))
    const bodies = [{}, { clients: [] }, bodyOf(...many), bodyOf(id, id), { clients: [id] }]
    for (const body of [...bodies, { clients: [{ client_id: id }] }, { ...bodyOf(id), all: true }])
      await refused(() => operator.send('POST', at(), body), { status: 400 })
  })

  it('404: an unknown one or another tenant’s; adds none of the others', async () => {
    for (const id of [newId('client'), foreign]) {
      const body = bodyOf(await application(), id)
      await refused(() => operator.send('POST', at(), body), absent)
    }
  })

  it('409: one that it has already; adds none of the others', async () => {
    const body = bodyOf(await application(), await added())
    await refused(() => operator.send('POST', at(), body), { status: 409 })
  })
})

describe('GET /organizations/{id}/clients/{client_id}', () => {
  it('200: the application', async () => {
    const id = await added()
    expect((await operator.get(at(id))).json).toMatchObject({ client_id: id, use_for_member_access: true })
  })

  it('404: for an unknown id and for another organization’s', async () => {
    const theirs = await added(await api.tenant.createOrganization())
    for (const id of [newId('client'), foreign, theirs, await application()])
      expect(await operator.get(at(id)), id).toMatchObject(absent)
  })
})

describe('PATCH /organizations/{id}/clients/{client_id}', () => {
  it('200: changes use_for_member_access', async () => {
    const id = await added()
    const change = (body: object) => operator.send('PATCH', at(id), body)
    const off = { use_for_member_access: false }
    expect((await change(off)).json).toMatchObject(off)
    const [event] = (await eventsOf(api.tenant, 'application.allotment_changed')).slice(-1)
    expect(event?.details).toEqual({
      before: { useForMemberAccess: true },
      after: { useForMemberAccess: false },
    })
    await refused(() => change({}), { status: 200, json: off })
  })

  it('400: an unknown property, or null', async () => {
    const id = await added()
    for (const body of [{ client_id: id }, { use_for_member_access: null }])
      await refused(() => operator.send('PATCH', at(id), body), { status: 400 })
  })

  it('404: for an unknown id and for another organization’s', async () => {
    const theirs = await added(await api.tenant.createOrganization())
    for (const id of [newId('client'), theirs])
      await refused(() => operator.send('PATCH', at(id), { use_for_member_access: false }), absent)
  })
})

describe('DELETE /organizations/{id}/clients', () => {
  it('204: removes only the named applications', async () => {
    const [stays, ...gone] = await Promise.all([added(), added(), added()])
    expect(await operator.send('DELETE', at(), { clients: gone })).toMatchObject({ status: 204, text: '' })
    const left = (await rows()).rows.map(({ clientId }) => clientId)
    expect(left).toContain(stays)
    for (const id of gone) expect(left).not.toContain(id)
  })

  it('400: none, or too many', async () => {
    const many = Array.from({ length: 11 }, () => newId('client'))
    for (const body of [{}, { clients: [] }, { clients: many }, bodyOf(await added())])
      await refused(() => operator.send('DELETE', at(), body), { status: 400 })
  })

  it('404: one that it does not have; removes none of the others', async () => {
    const theirs = await added(await api.tenant.createOrganization())
    for (const id of [newId('client'), theirs]) {
      const body = { clients: [await added(), id] }
      await refused(() => operator.send('DELETE', at(), body), absent)
    }
  })
})

it('a member’s token is refused from the next request on when its application is no longer for members', async () => {
  const owner = await api.tenant.createUser()
  const here = await api.tenant.createOrganization({ owner })
  const ownerCaller = await api.asUser(owner, here)
  const clients = bodyOf(api.openid.web.id)
  await operator.send('POST', at(undefined, here), clients)
  await operator.send('PATCH', `organizations/${here.id}`, { is_app_entitlement_active: true })
  expect(await ownerCaller.get(at(undefined, here))).toMatchObject({ status: 200 })
  await operator.send('PATCH', at(api.openid.web.id, here), { use_for_member_access: false })
  expect(await ownerCaller.get(at(undefined, here))).toMatchObject({ status: 401 })
})
