import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import {
  type MyOrganizationApi,
  type MyOrganizationCaller,
  startMyOrganizationApi,
} from '@/test/my-organization-api'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let owner: TestUser
let asOwner: MyOrganizationCaller
/** An Admin: cannot give what only owners have. */
let asAdmin: MyOrganizationCaller
let elsewhere: TestOrganization
let asNeighbour: MyOrganizationCaller

beforeAll(async () => {
  api = await startMyOrganizationApi()
  const { tenant, openid } = api
  const where = { tenantId_id: { tenantId: tenant.tenantId, id: openid.web.id } }
  await tenant.write((tx) => tx.client.update({ where, data: { organizationUsage: 'allow' } }))
  const [person, admin, neighbour] = await Promise.all([
    tenant.createUser(),
    tenant.createUser(),
    tenant.createUser(),
  ])
  owner = person
  organization = await tenant.createOrganization({ owner })
  elsewhere = await tenant.createOrganization({ owner: neighbour })
  await tenant.addMember(organization, admin, ['Admin'])
  asOwner = await api.as(owner, organization)
  asAdmin = await api.as(admin, organization)
  asNeighbour = await api.as(neighbour, elsewhere)
})

async function newMember(roles = ['Member']): Promise<TestUser> {
  const user = await api.tenant.createUser()
  await api.tenant.addMember(organization, user, roles)
  return user
}

function at(user: TestUser): string {
  return `members/${encodeURIComponent(user.id)}`
}

function eventTypes(): Promise<string[]> {
  return api.tenant.read(async (tx) => {
    const { tenantId } = api.tenant
    const found = await tx.auditEvent.findMany({
      where: { tenantId, organizationId: organization.id },
      orderBy: { id: 'asc' },
    })
    return found.map(({ type }) => type)
  })
}

describe('/details', () => {
  it('200: is read, and changed with what is absent left alone', async () => {
    const branding = {
      colors: { primary: '#0059d6', page_background: '#ffffff' },
      logo_url: 'https://a.test/l.png',
    }
    expect((await asOwner.send('PATCH', 'details', { display_name: 'Renamed', branding })).status).toBe(200)
    const changed = await asOwner.send('PATCH', 'details', {
      branding: { colors: { primary: '#101', page_background: '#fafafa' } },
    })
    expect(changed.json).toEqual({
      id: organization.id,
      name: organization.slug,
      display_name: 'Renamed',
      branding: {
        logo_url: branding.logo_url,
        colors: { primary: '#101', page_background: '#fafafa' },
      },
    })
    const cleared = await asOwner.send('PATCH', 'details', { branding: { logo_url: null } })
    expect(cleared.json['branding']).toEqual({ colors: { primary: '#101', page_background: '#fafafa' } })
    expect((await asOwner.get('details?fields=id,name')).json).toEqual({
      id: organization.id,
      name: organization.slug,
    })
  })

  it('400: says what is wrong, and where', async () => {
    const { json } = await asOwner.send('PATCH', 'details', { name: 'Not a slug', branding: { color: 1 } })
    expect(json).toMatchObject({
      type: 'https://auth0.com/api-errors#A0E-400-0003',
      title: 'Validation Error',
      validation_errors: [
        { field: 'data/name', pointer: '/name', source: 'body' },
        { field: 'data/branding', pointer: '/branding', source: 'body' },
      ],
    })
    const raws = ['{', '[]', '{}', '"a"', '{"name":"a\\u0000b"}', '{"display_name":""}', '{"metadata":{}}']
    for (const raw of raws) expect((await asOwner.request('PATCH', 'details', { raw })).status).toBe(400)
    expect((await asOwner.request('PATCH', 'details', { raw: '{' })).json['type']).toMatch(/A0E-400-0001$/)
  })

  it('409: a name that another organization has', async () => {
    const { json } = await asOwner.send('PATCH', 'details', { name: elsewhere.slug })
    expect(json).toMatchObject({ status: 409, title: 'Duplicate Resource' })
  })
})

describe('/config', () => {
  it('200: names only kinds of identity providers that Foyer has here', async () => {
    const config = await asOwner.get('config')
    const settings = await asOwner.get('config/identity-providers')
    expect(config.json['connection_deletion_behavior']).toBe('allow')
    const allowed = ['oidc', 'okta', 'google-apps', 'waad', 'samlp', 'adfs', 'pingfederate']
    expect(config.json['allowed_strategies']).toEqual(allowed)
    const { strategies } = settings.json
    const names = [...allowed, 'googleapps']
    const features = { enabled_features: ['provisioning'], provisioning_methods: ['scim'] }
    expect(strategies).toEqual(Object.fromEntries(names.map((name) => [name, features])))
  })
})

describe('/members', () => {
  it('200: has roles only with their scope', async () => {
    const { rows } = await asOwner.get('members')
    expect(rows('members')[0]).toMatchObject({
      user_id: owner.id,
      access_level: 'full',
      roles: [{ name: 'Owner' }],
    })
    const without = await (await api.as(owner, organization, ['read:my_org:members'])).get('members')
    expect(without.rows('members')[0]).not.toHaveProperty('roles')
    expect((await asNeighbour.get('members')).rows('members')).toHaveLength(1)
  })

  it('200: are counted if that is asked for, on every page', async () => {
    const { json } = await asOwner.get('members?take=1&include_totals=true&fields=user_id')
    const total = Number(json['total'])
    expect(json).toEqual({
      members: [{ user_id: owner.id }],
      next: expect.any(String),
      total: expect.any(Number),
      total_is_capped: false,
    })
    await newMember()
    const from = encodeURIComponent(String(json['next']))
    const second = await asOwner.get(`members?take=1&from=${from}&include_totals=true`)
    expect(second.json).toMatchObject({ total: total + 1, total_is_capped: false })
    expect((await asOwner.get('members?take=1')).json).not.toHaveProperty('total')
    expect((await asNeighbour.get('members?include_totals=true')).json).toMatchObject({ total: 1 })
    expect((await asOwner.get('members?include_totals=1')).status).toBe(400)
  })

  it('200 and 404: one, but not another organization’s', async () => {
    const user = await newMember()
    expect((await asOwner.get(at(user))).json).toEqual({
      user_id: user.id,
      email: user.email,
      name: user.name,
      nickname: user.email.split('@')[0],
      created_at: expect.any(String),
      access_level: 'full',
    })
    expect((await asNeighbour.get(at(user))).status).toBe(404)
    expect((await asOwner.get('members/a%00b')).status).toBe(400)
    expect((await asOwner.get('members/%E0%A4%A')).status).toBe(400)
  })
})

describe('/members/{user_id}/roles', () => {
  it('204: are added and removed, within what the user holds', async () => {
    const user = await newMember()
    const roles = async () => (await asOwner.get(`${at(user)}/roles`)).rows('roles').map(({ name }) => name)
    const { tenant } = api
    const admin = { role_ids: [tenant.role('Admin')] }
    expect((await asOwner.send('POST', `${at(user)}/roles`, admin)).status).toBe(204)
    expect((await roles()).sort()).toEqual(['Admin', 'Member'])
    expect((await asOwner.send('DELETE', `${at(user)}/roles`, admin)).status).toBe(204)
    expect((await asOwner.send('POST', `${at(user)}/roles`, admin)).status).toBe(204)
    expect((await asOwner.send('POST', `${at(user)}/unassign-roles`, admin)).status).toBe(204)
    expect(await roles()).toEqual(['Member'])
  })

  it('403: a role of more than the user holds, whatever the scopes', async () => {
    const user = await newMember()
    const ownerRole = { role_ids: [api.tenant.role('Owner')] }
    expect((await asAdmin.send('POST', `${at(user)}/roles`, ownerRole)).status).toBe(403)
    expect((await asAdmin.send('DELETE', `${at(owner)}/roles`, ownerRole)).status).toBe(403)
  })

  it('400, 404 and 409: unknown and repeated roles, another organization’s member, the last owner', async () => {
    const user = await newMember()
    const path = `${at(user)}/roles`
    const member = api.tenant.role('Member')
    const bodies = [
      {},
      { role_ids: [] },
      { role_ids: [member, member] },
      { role_ids: ['rol_unknown'] },
      { roles: [member] },
    ]
    for (const body of bodies) expect((await asOwner.send('POST', path, body)).status).toBe(400)
    const given = { role_ids: [member] }
    for (const method of ['POST', 'DELETE'])
      expect((await asNeighbour.send(method, path, given)).status).toBe(404)
    expect((await asNeighbour.get(path)).status).toBe(404)
    const [Owner, viewer] = [api.tenant.role('Owner'), api.tenant.role('Viewer')]
    await asOwner.send('POST', `${at(owner)}/roles`, { role_ids: [viewer] })
    const last = await asOwner.send('DELETE', `${at(owner)}/roles`, { role_ids: [Owner] })
    expect(last.json).toMatchObject({ status: 409, title: 'Configuration issue' })
  })
})

describe('/delete-memberships', () => {
  it('204: ends the membership, and the user stays', async () => {
    const user = await newMember()
    expect((await asOwner.send('POST', 'delete-memberships', { members: [user.id] })).status).toBe(204)
    expect((await asOwner.get(at(user))).status).toBe(404)
    const { tenantId } = api.tenant
    expect(await api.tenant.read((tx) => tx.user.count({ where: { tenantId, id: user.id } }))).toBe(1)
    expect(await eventTypes()).toContain('member.removed')
  })

  it('400, 403, 404 and 409: none or two, someone with more permissions, someone who is no member, the last owner', async () => {
    const user = await newMember()
    const remove = (caller: MyOrganizationCaller, ...members: string[]) =>
      caller.send('POST', 'delete-memberships', { members }).then(({ status }) => status)
    expect(await remove(asOwner)).toBe(400)
    expect(await remove(asOwner, user.id, owner.id)).toBe(400)
    expect(await remove(asNeighbour, user.id)).toBe(404)
    expect(await remove(asAdmin, owner.id)).toBe(403)
    expect(await remove(asOwner, owner.id)).toBe(409)
  })
})

describe('/roles', () => {
  it('200: those that the user can give, by a part of the name', async () => {
    const names = async (caller: MyOrganizationCaller, query = '') =>
      (await caller.get(`roles${query}`)).rows('roles').map(({ name }) => name)
    expect(await names(asOwner)).toContain('Owner')
    expect(await names(asAdmin)).not.toContain('Owner')
    expect(await names(asOwner, '?name=DMI')).toEqual(['Admin'])
    expect((await asOwner.get('roles?take=1')).json).toHaveProperty('next')
    expect((await asOwner.get('roles?name=')).status).toBe(400)
  })
})
