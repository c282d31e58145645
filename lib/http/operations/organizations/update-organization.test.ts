import { describe, expect, it } from 'vitest'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { newId } from '@/lib/ids'
import { startOrganizationApi } from '@/test/fixtures/organization-api'

const { api, owner, operator, boundTo, rowOf, eventTypesOf, uploadLogo } = await startOrganizationApi()

const https = 'https://cdn.example.com/logo.png'
const colors = { primary: '#1d4ed8', page_background: '#f8fafc' }

describe('PATCH /organizations/{id}', () => {
  it('200: replaces each given property completely, and keeps the others', async () => {
    const organization = await api.tenant.createOrganization()
    const path = `organizations/${organization.id}`
    const first = await operator.send('PATCH', path, {
      display_name: 'Northwind',
      branding: { logo_url: https, colors },
      metadata: { a: '1', b: '2' },
      third_party_client_access: 'allow',
    })
    expect(first.status).toBe(200)
    expect(first.json).toEqual({
      id: organization.id,
      name: organization.slug,
      display_name: 'Northwind',
      branding: { logo_url: https, colors },
      metadata: { a: '1', b: '2' },
      third_party_client_access: 'allow',
      is_app_entitlement_active: false,
    })
    const second = await operator.send('PATCH', path, { metadata: { b: '3', a: null }, branding: { colors } })
    expect(second.json).toEqual({ ...first.json, metadata: { b: '3' }, branding: { colors } })
    expect(await operator.send('PATCH', path, { branding: {}, metadata: {} })).toMatchObject({ status: 200 })
    const { branding: _, metadata: __, ...bare } = first.json
    expect((await operator.get(path)).json).toEqual(bare)
    expect(await eventTypesOf(organization)).toEqual([
      'organization.renamed',
      ...['organization.branding_changed', 'organization.settings_changed'],
      ...['organization.branding_changed', 'organization.settings_changed'],
      ...['organization.branding_changed', 'organization.settings_changed'],
    ])
  })

  it('200: sending back the response of GET changes nothing and writes no event', async () => {
    const organization = await api.tenant.createOrganization()
    const path = `organizations/${organization.id}`
    const logo_url = await uploadLogo(organization)
    await operator.send('PATCH', path, { branding: { logo_url, colors }, metadata: { a: '1' } })
    const before = await rowOf(organization)
    const events = await eventTypesOf(organization)
    const { id: _, ...seen } = (await operator.get(path)).json
    expect(seen['branding']).toEqual({ logo_url, colors })
    expect((await operator.send('PATCH', path, seen)).json).toEqual({ id: organization.id, ...seen })
    expect(await Promise.all([rowOf(organization), eventTypesOf(organization)])).toEqual([before, events])
    expect(before?.logoId).not.toBeNull()
  })

  it('200: another logo URL, or null, replaces an uploaded logo', async () => {
    const organization = await api.tenant.createOrganization()
    const path = `organizations/${organization.id}`
    for (const logo_url of [https, null, 'http://localhost:3000/logos/elsewhere']) {
      await api.tenant.write((tx) =>
        tx.organization.updateMany({ where: { id: organization.id }, data: { logoUrl: null } }),
      )
      await uploadLogo(organization)
      const { json } = await operator.send('PATCH', path, { branding: { logo_url } })
      expect(json['branding']).toEqual(logo_url === null ? undefined : { logo_url })
      expect(await rowOf(organization)).toMatchObject({ logoId: null, logoUrl: logo_url })
    }
  })

  it('200: another name: the old one redirects, stays reserved, and can be used again', async () => {
    const organization = await api.tenant.createOrganization({ owner })
    const path = `organizations/${organization.id}`
    const name = `${organization.slug}-2`
    expect((await operator.send('PATCH', path, { name })).json['name']).toBe(name)
    expect(await enterOrganization(owner.self, organization.slug)).toMatchObject({
      organization: { slug: name },
    })
    expect((await operator.get(`organizations/name/${organization.slug}`)).status).toBe(404)
    expect((await operator.send('PATCH', path, { name: organization.slug })).status).toBe(200)
    expect((await operator.get(`organizations/name/${organization.slug}`)).json['id']).toBe(organization.id)
    expect(await eventTypesOf(organization)).toEqual([
      'organization.slug_changed',
      'organization.slug_changed',
    ])
  })

  it('200: by a token of the organization: name, display_name and branding, by the portal’s rules', async () => {
    const organization = await api.tenant.createOrganization()
    const path = `organizations/${organization.id}`
    const bound = await boundTo(organization)
    const body = {
      name: `${organization.slug}-own`,
      display_name: 'Own',
      branding: { logo_url: https, colors: { primary: '#f5d90a', page_background: '#ffffff' } },
    }
    expect((await bound.send('PATCH', path, body)).json).toMatchObject(body)
    const events = await api.tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { organizationId: organization.id, NOT: { type: 'test.arranged' } } }),
    )
    expect(events.map(({ actorId }) => actorId)).toEqual(Array<string>(3).fill(bound.client.id))
  })

  it.each([
    { metadata: { a: '1' } },
    { third_party_client_access: 'allow' },
    { is_app_entitlement_active: true },
    { name: 'support' },
    { name: 'a--b' },
  ])('400: by a token of the organization, and nothing is changed: %j', async (body) => {
    const organization = await api.tenant.createOrganization()
    const before = await rowOf(organization)
    const bound = await boundTo(organization)
    const answer = await bound.send('PATCH', `organizations/${organization.id}`, {
      display_name: 'New',
      ...body,
    })
    expect(answer).toMatchObject({ status: 400, json: { errorCode: 'invalid_body' } })
    expect(await rowOf(organization)).toEqual(before)
    expect((await operator.send('PATCH', `organizations/${organization.id}`, body)).status).toBe(200)
  })

  it.each([
    ['an unknown property', { id: 'org_x' }],
    ['connections', { enabled_connections: [] }],
    ['a quota', { token_quota: { client_credentials: { enforce: true, per_day: 10 } } }],
    ['a name in capitals', { name: 'Acme' }],
    ['an empty display_name', { display_name: '' }],
    ['one color', { branding: { colors: { primary: '#000000' } } }],
    ['an http logo', { branding: { logo_url: 'http://example.com/a.png' } }],
    ['no metadata', { metadata: null }],
    ['a list', []],
  ])('400: %s', async (_, body) => {
    const organization = await api.tenant.createOrganization()
    const before = await rowOf(organization)
    const answer = await operator.send('PATCH', `organizations/${organization.id}`, body)
    expect(answer).toMatchObject({ status: 400, json: { errorCode: 'invalid_body' } })
    expect(await rowOf(organization)).toEqual(before)
  })

  it('404: for an unknown organization, even with an invalid body', async () => {
    const answer = await operator.send('PATCH', `organizations/${newId('organization')}`, { name: '' })
    expect(answer).toMatchObject({
      status: 404,
      json: { message: 'No organization found by that id or name' },
    })
  })

  it('409: another organization’s current or earlier name, and nothing else is changed', async () => {
    const organization = await api.tenant.createOrganization()
    const other = await api.tenant.createOrganization()
    await operator.send('PATCH', `organizations/${other.id}`, { name: `${other.slug}-2` })
    const before = await rowOf(organization)
    for (const caller of [operator, await boundTo(organization)])
      for (const name of [other.slug, `${other.slug}-2`]) {
        const body = { name, display_name: 'New', branding: { colors } }
        expect((await caller.send('PATCH', `organizations/${organization.id}`, body)).json).toMatchObject({
          statusCode: 409,
          errorCode: 'organization_conflict',
          message: 'An organization with this name already exists.',
        })
      }
    const alike = { name: other.slug.replaceAll('-', '_') }
    const answer = await (
      await boundTo(organization)
    ).send('PATCH', `organizations/${organization.id}`, alike)
    expect(answer).toMatchObject({ status: 409, json: { message: expect.stringMatching(/looks like/) } })
    expect(await rowOf(organization)).toEqual(before)
    expect((await operator.send('PATCH', `organizations/${organization.id}`, alike)).status).toBe(200)
  })

  it('412: for one of two changes with the same ETag', async () => {
    const path = `organizations/${(await api.tenant.createOrganization()).id}`
    const tag = (await operator.get(path)).headers.get('etag') ?? ''
    const change = (display_name: string) =>
      operator.request('PATCH', path, { headers: { 'if-match': tag }, raw: JSON.stringify({ display_name }) })
    const answers = await Promise.all([change('One'), change('Two')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
  })
})
