import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { IdentityProvider } from '@/test/identity-provider'
import {
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { connectProvider, copyForTenant, idIn } from '@/test/my-organization-providers'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let owner: TestUser
let asOwner: MyOrganizationCaller
let asNeighbour: MyOrganizationCaller
let password: string
/** The tenant’s, too. */
let workforce: string
/** Enabled, and the organization’s own. */
let ownProvider: string

beforeAll(async () => {
  ;({ api, organization, owner, asOwner, asNeighbour } = await openMyOrganization())
  password = api.tenant.connection('password')
  const { tenantId, openid } = { tenantId: api.tenant.tenantId, openid: api.openid }
  const where = { tenantId_id: { tenantId, id: openid.web.id } }
  await api.tenant.write((tx) => tx.client.update({ where, data: { organizationUsage: 'allow' } }))
  const provider = await IdentityProvider.start([])
  const path = await connectProvider(asOwner, provider)
  expect((await asOwner.send('PATCH', path, { is_enabled: true })).status).toBe(200)
  ownProvider = idIn(path)
  workforce = await copyForTenant(api, ownProvider)
  const enabled = { organizationId: organization.id, connectionId: workforce }
  await api.tenant.write((tx) => tx.enabledConnection.create({ data: enabled }))
  return () => provider.stop()
})

async function stores(caller: MyOrganizationCaller, query = ''): Promise<unknown[]> {
  return (await caller.get(`user-stores${query}`)).rows('user_stores').map(({ id }) => id)
}

function setWorkforce(data: object): Promise<unknown> {
  const { tenantId } = api.tenant
  const where = { tenantId, organizationId: organization.id, connectionId: workforce }
  return api.tenant.write((tx) => tx.enabledConnection.updateMany({ where, data }))
}

describe('/user-stores', () => {
  it('200: the tenant’s connections that are enabled here and that an invitation can require', async () => {
    const { json } = await asOwner.get('user-stores?is_enabled=true&member_access_level=full')
    expect(json).toEqual({
      user_stores: [
        {
          id: password,
          name: expect.any(String),
          display_name: expect.any(String),
          access_level: 'full',
          member_access_level: 'full',
          is_enabled: true,
        },
        expect.objectContaining({ id: workforce, name: 'of-the-tenant', display_name: 'Acme sign-in' }),
      ],
    })
    await setWorkforce({ accessLevel: 'readonly', nameHere: 'Acme' })
    expect((await asOwner.get('user-stores')).rows('user_stores')[1]).toMatchObject({
      access_level: 'readonly',
      display_name: 'Acme',
    })
    await setWorkforce({ accessLevel: 'none' })
    expect(await stores(asOwner)).toEqual([password])
    await setWorkforce({ accessLevel: 'full', isEnabled: false })
    expect(await stores(asOwner)).toEqual([password])
    expect(await stores(asNeighbour)).toEqual([password])
    await setWorkforce({ isEnabled: true })
  })

  it('200: none, for a filter that no connection matches', async () => {
    expect(await stores(asOwner, '?is_enabled=false')).toEqual([])
    expect(await stores(asOwner, '?member_access_level=limited')).toEqual([])
    expect(await stores(asOwner, '?member_access_level=limited,full')).toEqual([password, workforce])
    const repeated = '?member_access_level=limited&member_access_level=full'
    expect(await stores(asOwner, repeated)).toEqual([password, workforce])
  })

  it('400: an unknown level, and an invalid flag', async () => {
    expect((await asOwner.get('user-stores?member_access_level=all')).status).toBe(400)
    expect((await asOwner.get('user-stores?is_enabled=1')).status).toBe(400)
  })

  it('403: without the scope, or for a user who cannot see connections', async () => {
    const member = await api.tenant.createUser()
    await api.tenant.addMember(organization, member, ['Admin'])
    const others = ['read:my_org:identity_providers']
    expect((await (await api.as(member, organization, others)).get('user-stores')).status).toBe(403)
    const caller = await api.as(member, organization)
    expect((await caller.get('user-stores')).status).toBe(200)
    await api.holdOnly(member, organization, ['read:organization_members'])
    expect((await caller.get('user-stores')).status).toBe(403)
  })
})

describe('/identity-providers', () => {
  it('200: by whether they are enabled, and by the level, which is full for all', async () => {
    const found = async (query: string) =>
      (await asOwner.get(`identity-providers${query}`)).rows('identity_providers').map(({ id }) => id)
    for (const query of ['', '?is_enabled=true', '?member_access_level=full', '?member_access_level[]=full'])
      expect(await found(query), query).toEqual([ownProvider])
    for (const query of ['?is_enabled=false', '?member_access_level=limited'])
      expect(await found(query), query).toEqual([])
    expect((await asOwner.get('identity-providers?member_access_level=some')).status).toBe(400)
  })
})

describe('an invitation', () => {
  let made = 0

  async function invite(required: object) {
    const email = `stored-${++made}@stored.test`
    return asOwner.send('POST', 'member-invitations', { invitees: [{ email }], ...required })
  }

  it('201: names the connection as what it is, own or the tenant’s, wherever it is read', async () => {
    const cases = [
      [{ user_store_id: password }, { identity_provider_id: ownProvider }],
      [{ identity_provider_id: ownProvider }, { user_store_id: password }],
    ] as const
    for (const [required, other] of cases) {
      const { status, text } = await invite(required)
      expect(status).toBe(201)
      const [invitation = {}] = JSON.parse(text) as Record<string, unknown>[]
      const [absent = ''] = Object.keys(other)
      const read = (await asOwner.get(`member-invitations/${String(invitation['id'])}`)).json
      const [listed = {}] = (await asOwner.get('member-invitations')).rows('invitations')
      for (const one of [invitation, read, listed]) {
        expect(one).toMatchObject(required)
        expect(one).not.toHaveProperty(absent)
      }
    }
  })

  it('400: both, an unknown one, and one that is not enabled here', async () => {
    const both = { user_store_id: password, identity_provider_id: ownProvider }
    for (const required of [both, { user_store_id: 'con_unknown' }, { user_store_id: '' }])
      expect((await invite(required)).status, JSON.stringify(required)).toBe(400)
    await setWorkforce({ isEnabled: false })
    expect((await invite({ user_store_id: workforce })).status).toBe(400)
    await setWorkforce({ isEnabled: true })
  })
})

describe('a query parameter that an operation does not have', () => {
  it('200: has no effect, whether or not the operation has others', async () => {
    for (const path of ['config', 'members', 'details', `members/${encodeURIComponent(owner.id)}`])
      expect((await asOwner.get(`${path}?unknown=1`)).status, path).toBe(200)
  })
})
