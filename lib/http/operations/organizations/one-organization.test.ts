import { beforeAll, describe, expect, test } from 'vitest'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { makeHouse, type Person, type Place } from '@/test/house'

let api: Api
let owner: Person
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  owner = await api.house.person({ name: 'Olga Owner' })
  operator = await api.machine(['update:organizations', 'delete:organizations', 'read:organizations'])
})

function boundTo(place: Place) {
  return api.machine(['update:organizations', 'delete:organizations'], place)
}

const columns = {
  ...{ slug: true, displayName: true, metadata: true, logoId: true, logoUrl: true, deletedAt: true },
  ...{ primaryColor: true, backgroundColor: true, thirdPartyClientAccess: true },
}

function rowOf({ id }: { id: string }) {
  return api.house.look((tx) => tx.organization.findFirst({ where: { id }, select: columns }))
}

async function typesOf({ id }: Place): Promise<string[]> {
  const where = { organizationId: id, NOT: { type: { startsWith: 'test.' } } }
  const events = await api.house.look((tx) => tx.auditEvent.findMany({ where, orderBy: { id: 'asc' } }))
  return events.map(({ type }) => type)
}

/** A logo as the portal would have stored it. */
async function uploadTo({ id: organizationId }: Place): Promise<string> {
  const id = newId('image')
  const picture = { mediaType: 'image/png', bytes: new Uint8Array([1]), width: 1, height: 1 }
  await api.house.arrange(async (tx) => {
    await tx.image.create({ data: { id, organizationId, ...picture } })
    await tx.organization.updateMany({ where: { id: organizationId }, data: { logoId: id } })
  })
  return new URL(`/logos/${id}`, api.realm.tenant.url).href
}

const https = 'https://cdn.example.com/logo.png'
const colors = { primary: '#1d4ed8', page_background: '#f8fafc' }

describe('PATCH /organizations/{id}', () => {
  test('200: replaces each given property completely, and keeps the others', async () => {
    const place = await api.house.organization()
    const path = `organizations/${place.id}`
    const first = await operator.send('PATCH', path, {
      ...{ display_name: 'Northwind', branding: { logo_url: https, colors } },
      ...{ metadata: { a: '1', b: '2' }, third_party_client_access: 'allow' },
    })
    expect(first.status).toBe(200)
    expect(first.json).toEqual({
      ...{ id: place.id, name: place.slug, display_name: 'Northwind', branding: { logo_url: https, colors } },
      ...{ metadata: { a: '1', b: '2' }, third_party_client_access: 'allow' },
      is_app_entitlement_active: false,
    })
    const second = await operator.send('PATCH', path, { metadata: { b: '3', a: null }, branding: { colors } })
    expect(second.json).toEqual({ ...first.json, metadata: { b: '3' }, branding: { colors } })
    expect(await operator.send('PATCH', path, { branding: {}, metadata: {} })).toMatchObject({ status: 200 })
    const { branding: _, metadata: __, ...bare } = first.json
    expect((await operator.get(path)).json).toEqual(bare)
    expect(await typesOf(place)).toEqual([
      'organization.renamed',
      ...['organization.branding_changed', 'organization.settings_changed'],
      ...['organization.branding_changed', 'organization.settings_changed'],
      ...['organization.branding_changed', 'organization.settings_changed'],
    ])
  })

  test('200: sending back the response of GET changes nothing and writes no event', async () => {
    const place = await api.house.organization()
    const path = `organizations/${place.id}`
    const logo_url = await uploadTo(place)
    await operator.send('PATCH', path, { branding: { logo_url, colors }, metadata: { a: '1' } })
    const before = await rowOf(place)
    const events = await typesOf(place)
    const { id: _, ...said } = (await operator.get(path)).json
    expect(said['branding']).toEqual({ logo_url, colors })
    expect((await operator.send('PATCH', path, said)).json).toEqual({ id: place.id, ...said })
    expect([await rowOf(place), await typesOf(place)]).toEqual([before, events])
    expect(before?.logoId).not.toBeNull()
  })

  test('200: another logo URL, or null, replaces an uploaded logo', async () => {
    const place = await api.house.organization()
    const path = `organizations/${place.id}`
    for (const logo_url of [https, null, 'http://localhost:3000/logos/elsewhere']) {
      await api.house.arrange((tx) =>
        tx.organization.updateMany({ where: { id: place.id }, data: { logoUrl: null } }),
      )
      await uploadTo(place)
      const { json } = await operator.send('PATCH', path, { branding: { logo_url } })
      expect(json['branding']).toEqual(logo_url === null ? undefined : { logo_url })
      expect(await rowOf(place)).toMatchObject({ logoId: null, logoUrl: logo_url })
      expect(await api.house.look((tx) => tx.image.count({ where: { organizationId: place.id } }))).toBe(0)
    }
  })

  test('200: another name: the old one still leads here, stays reserved, and can be used again', async () => {
    const place = await api.house.organization({ owner })
    const path = `organizations/${place.id}`
    const name = `${place.slug}-2`
    expect((await operator.send('PATCH', path, { name })).json['name']).toBe(name)
    expect(await enterOrganization(owner.self, place.slug)).toMatchObject({ organization: { slug: name } })
    expect((await operator.get(`organizations/name/${place.slug}`)).status).toBe(404)
    expect((await operator.send('PATCH', path, { name: place.slug })).status).toBe(200)
    expect((await operator.get(`organizations/name/${place.slug}`)).json['id']).toBe(place.id)
    expect(await typesOf(place)).toEqual(['organization.slug_changed', 'organization.slug_changed'])
  })

  test('200: by a token of the organization: name, display_name and branding, by the portal’s rules', async () => {
    const place = await api.house.organization()
    const path = `organizations/${place.id}`
    const bound = await boundTo(place)
    const body = { name: `${place.slug}-own`, display_name: 'Own', branding: { logo_url: https, colors } }
    expect((await bound.send('PATCH', path, body)).json).toMatchObject(body)
    const events = await api.house.look((tx) =>
      tx.auditEvent.findMany({ where: { organizationId: place.id, NOT: { type: 'test.arranged' } } }),
    )
    expect(events.map(({ actorId }) => actorId)).toEqual(Array<string>(3).fill(bound.client.id))
  })

  test.each([
    { metadata: { a: '1' } },
    { third_party_client_access: 'allow' },
    { is_app_entitlement_active: true },
    { name: 'support' },
    { name: 'a--b' },
    { branding: { colors: { primary: '#ffff00', page_background: '#ffffff' } } },
  ])('400: by a token of the organization, and nothing is changed: %j', async (body) => {
    const place = await api.house.organization()
    const before = await rowOf(place)
    const bound = await boundTo(place)
    const answer = await bound.send('PATCH', `organizations/${place.id}`, { display_name: 'New', ...body })
    expect(answer).toMatchObject({ status: 400, json: { errorCode: 'invalid_body' } })
    expect(await rowOf(place)).toEqual(before)
    expect((await operator.send('PATCH', `organizations/${place.id}`, body)).status).toBe(200)
  })

  test.each([
    ['an unknown property', { id: 'org_x' }],
    ['connections', { enabled_connections: [] }],
    ['a quota', { token_quota: { client_credentials: { enforce: true, per_day: 10 } } }],
    ['a name in capitals', { name: 'Acme' }],
    ['an empty display_name', { display_name: '' }],
    ['one colour', { branding: { colors: { primary: '#000000' } } }],
    ['an http logo', { branding: { logo_url: 'http://example.com/a.png' } }],
    ['no metadata', { metadata: null }],
    ['a list', []],
  ])('400: %s', async (_, body) => {
    const place = await api.house.organization()
    const before = await rowOf(place)
    const answer = await operator.send('PATCH', `organizations/${place.id}`, body)
    expect(answer).toMatchObject({ status: 400, json: { errorCode: 'invalid_body' } })
    expect(await rowOf(place)).toEqual(before)
  })

  test('404: for an unknown organization, even with an invalid body', async () => {
    const answer = await operator.send('PATCH', `organizations/${newId('organization')}`, { name: '' })
    expect(answer).toMatchObject({
      ...{ status: 404, json: { message: 'No organization found by that id or name' } },
    })
  })

  test('409: another organization’s current or earlier name, and nothing else is changed', async () => {
    const [place, other] = [await api.house.organization(), await api.house.organization()]
    await operator.send('PATCH', `organizations/${other.id}`, { name: `${other.slug}-2` })
    const before = await rowOf(place)
    for (const caller of [operator, await boundTo(place)])
      for (const name of [other.slug, `${other.slug}-2`]) {
        const body = { name, display_name: 'New', branding: { colors } }
        expect((await caller.send('PATCH', `organizations/${place.id}`, body)).json).toMatchObject({
          ...{ statusCode: 409, errorCode: 'organization_conflict' },
          message: 'An organization with this name already exists.',
        })
      }
    const alike = { name: other.slug.replaceAll('-', '_') }
    const answer = await (await boundTo(place)).send('PATCH', `organizations/${place.id}`, alike)
    expect(answer).toMatchObject({ status: 409, json: { message: expect.stringMatching(/looks like/) } })
    expect(await rowOf(place)).toEqual(before)
    expect((await operator.send('PATCH', `organizations/${place.id}`, alike)).status).toBe(200)
  })

  test('412: for one of two changes with the same ETag', async () => {
    const path = `organizations/${(await api.house.organization()).id}`
    const tag = (await operator.get(path)).headers.get('etag') ?? ''
    const change = (display_name: string) =>
      operator.request('PATCH', path, { headers: { 'if-match': tag }, raw: JSON.stringify({ display_name }) })
    const answers = await Promise.all([change('One'), change('Two')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
  })
})

describe('DELETE /organizations/{id}', () => {
  test('204: deletes all of it for good; the name is free, and tokens and sessions stop working', async () => {
    const place = await api.house.organization({ owner })
    await uploadTo(place)
    const ownerCaller = await api.person(owner, place)
    await api.house.arrange((tx) =>
      tx.session.updateMany({ where: { userId: owner.id }, data: { organizationId: place.id } }),
    )
    const bound = await boundTo(place)
    expect((await ownerCaller.get(`organizations/${place.id}`)).status).toBe(200)
    expect((await operator.send('DELETE', `organizations/${place.id}`)).status).toBe(204)
    expect(await rowOf(place)).toBeNull()
    const where = { organizationId: place.id }
    const left = await api.house.look(async (tx) => [
      ...[await tx.member.count({ where }), await tx.memberRole.count({ where })],
      ...[await tx.organizationSlug.count({ where }), await tx.image.count({ where })],
      ...[await tx.authorization.count({ where }), await tx.session.count({ where })],
    ])
    expect(left).toEqual([0, 0, 0, 0, 0, 0])
    expect((await ownerCaller.get(`organizations/${place.id}`)).status).toBe(401)
    expect((await bound.get(`organizations/${place.id}`)).status).toBe(401)
    expect((await operator.get(`organizations/${place.id}`)).status).toBe(404)
    expect((await operator.send('DELETE', `organizations/${place.id}`)).status).toBe(404)
    expect(await typesOf(place)).toContain('organization.purged')
    const maker = await api.machine(['create:organizations'])
    const again = await maker.send('POST', 'organizations', { name: place.slug })
    expect(again).toMatchObject({ status: 201 })
    expect(await enterOrganization(owner.self, place.slug)).toEqual({ refusal: 'unknown' })
  })

  test('204: by a token of the organization, restorable, with the name still taken', async () => {
    const place = await api.house.organization({ owner })
    expect((await (await boundTo(place)).send('DELETE', `organizations/${place.id}`)).status).toBe(204)
    expect((await rowOf(place))?.deletedAt).toBeInstanceOf(Date)
    expect((await operator.get(`organizations/${place.id}`)).status).toBe(404)
    const maker = await api.machine(['create:organizations'])
    expect((await maker.send('POST', 'organizations', { name: place.slug })).status).toBe(409)
    expect(await typesOf(place)).toContain('organization.deleted')
  })

  test('404: an unknown organization, another tenant’s, and a deleted one', async () => {
    const foreign = await (await makeHouse()).organization()
    for (const id of [newId('organization'), foreign.id, 'a%2Fb'])
      expect(await operator.send('DELETE', `organizations/${id}`)).toMatchObject({ status: 404 })
    expect(await operator.send('DELETE', 'organizations/%00')).toMatchObject({
      ...{ status: 400, json: { errorCode: 'invalid_uri' } },
    })
  })
})
