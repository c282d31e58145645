import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { makeHouse, type Place } from '@/test/house'

let api: Api
let place: Place
let gone: Place
let foreign: Place
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  ;[place, gone] = [await api.house.organization(), await api.house.organization()]
  foreign = await (await makeHouse()).organization()
  await api.house.arrange((tx) =>
    tx.organization.updateMany({ where: { id: gone.id }, data: { deletedAt: new Date() } }),
  )
  operator = await api.machine(['read:organizations'])
})

function said({ id, slug, displayName }: Place) {
  return {
    ...{ id, name: slug, display_name: displayName },
    ...{ third_party_client_access: 'block', is_app_entitlement_active: false },
  }
}

const nothing = { statusCode: 404, error: 'Not Found', message: 'No organization found by that id or name' }

describe('GET /organizations/{id}', () => {
  test('200: at tenant level, in short too, and to a token bound to it, whatever that may do', async () => {
    const callers = [operator, await api.machine(['read:organizations_summary'])]
    for (const caller of [...callers, await api.machine(['read:organization_members'], place)])
      expect(await caller.get(`organizations/${place.id}`)).toMatchObject({ status: 200, json: said(place) })
    const { json } = await operator.get(`organizations/${place.id}?fields=id,name`)
    expect(json).toEqual({ id: place.id, name: place.slug })
  })

  test('200: metadata at tenant level alone', async () => {
    const { id } = await api.house.organization()
    await api.house.arrange((tx) =>
      tx.organization.updateMany({ where: { id }, data: { metadata: { plan: 'gold' } } }),
    )
    const bound = await api.machine(['update:organizations'], { id, slug: '', displayName: '' })
    expect((await operator.get(`organizations/${id}`)).json['metadata']).toEqual({ plan: 'gold' })
    expect((await bound.get(`organizations/${id}`)).json).not.toHaveProperty('metadata')
    const changed = await bound.send('PATCH', `organizations/${id}`, { display_name: 'New' })
    expect(changed.json).toMatchObject({ id, display_name: 'New' })
    expect(changed.json).not.toHaveProperty('metadata')
  })

  test('404: unknown, deleted, another tenant’s, and its name in the place of the id', async () => {
    for (const id of [newId('organization'), gone.id, foreign.id, place.slug, '%27', 'x'.repeat(300)])
      expect((await operator.get(`organizations/${id}`)).json).toEqual(nothing)
  })
})

describe('GET /organizations', () => {
  test('200: nothing where no row is asked for', async () => {
    expect((await operator.get('organizations?per_page=0')).rows).toEqual([])
    const { json } = await operator.get('organizations?per_page=0&page=3&include_totals=true')
    expect(json).toEqual({ start: 0, limit: 0, total: expect.any(Number), organizations: [] })
  })
})

describe('GET /organizations/name/{name}', () => {
  test('200: by today’s name', async () => {
    expect((await operator.get(`organizations/name/${place.slug}`)).json).toEqual(said(place))
  })

  test('404: unknown, deleted, another tenant’s, and its id in the place of the name', async () => {
    for (const name of ['nobody', gone.slug, foreign.slug, place.id, '%27', 'a%2Fb'])
      expect((await operator.get(`organizations/name/${name}`)).json).toEqual(nothing)
  })
})
