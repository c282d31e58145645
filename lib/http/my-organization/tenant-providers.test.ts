import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { AccessLevel } from '@/lib/domain/connections/access-levels'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { IdentityProvider } from '@/test/identity-provider'
import {
  type MyOrganizationAnswer,
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { addVerifiedDomain, connectProvider, copyForTenant, idIn } from '@/test/my-organization-providers'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let asOwner: MyOrganizationCaller
let asNeighbour: MyOrganizationCaller
/** One of the tenant’s that is enabled here. */
let id: string
let path: string

beforeAll(async () => {
  ;({ api, organization, asOwner, asNeighbour } = await openMyOrganization())
  const provider = await IdentityProvider.start([])
  const own = await connectProvider(asOwner, provider)
  id = await copyForTenant(api, idIn(own))
  path = `identity-providers/${id}`
  expect((await asOwner.send('DELETE', own)).status).toBe(204)
  await addVerifiedDomain(api, organization, 'acme-shared.test')
  await api.tenant.write(async (tx) => {
    const enabled = { organizationId: organization.id, connectionId: id }
    await tx.enabledConnection.create({ data: enabled })
    await tx.$executeRaw`
      UPDATE connections SET options = jsonb_set(options, '{domains}', '["acme-shared.test", "other-customer.test"]')
      WHERE tenant_id = ${api.tenant.tenantId} AND id = ${id}`
  })
  return () => provider.stop()
})

function setLevel(accessLevel: AccessLevel): Promise<unknown> {
  const where = { tenantId: api.tenant.tenantId, organizationId: organization.id, connectionId: id }
  return api.tenant.write((tx) => tx.enabledConnection.updateMany({ where, data: { accessLevel } }))
}

function answers(...asked: [string, string, object?][]): Promise<MyOrganizationAnswer[]> {
  return Promise.all(asked.map(([method, at, body]) => asOwner.send(method, at, body)))
}

async function statuses(...asked: [string, string, object?][]): Promise<number[]> {
  return (await answers(...asked)).map(({ status }) => status)
}

const shown = {
  name: 'of-the-tenant',
  strategy: 'oidc',
  display_name: 'Acme sign-in',
  domains: ['acme-shared.test'],
  show_as_button: true,
  assign_membership_on_login: false,
  is_enabled: true,
  options: {},
  attributes: [],
}

describe('/identity-providers', () => {
  it.each(['readonly', 'limited'] as const)(
    '200: shows one of the tenant’s at %s, without what it is',
    async (level) => {
      await setLevel(level)
      const found = { ...shown, id, access_level: level }
      expect((await asOwner.get(path)).json).toEqual(found)
      expect((await asOwner.get('identity-providers')).rows('identity_providers')).toEqual([found])
      expect((await asNeighbour.get(path)).status).toBe(404)
    },
  )

  it.each(['none', 'full'] as const)(
    '404: does not show it at %s, which full is unless the tenant chose',
    async (level) => {
      await setLevel(level)
      expect((await asOwner.get('identity-providers')).rows('identity_providers')).toEqual([])
      const asked = ['GET', 'DELETE'].map((method): [string, string] => [method, path])
      expect(
        await statuses(...asked, ['PATCH', path, { show_as_button: false }], ['POST', `${path}/detach`]),
      ).toEqual([404, 404, 404, 404])
    },
  )

  it('403: at readonly nothing is changed', async () => {
    await setLevel('readonly')
    for (const body of [{ show_as_button: false }, { is_enabled: false }, { display_name: 'Taken' }])
      expect((await asOwner.send('PATCH', path, body)).status, JSON.stringify(body)).toBe(403)
    expect((await asOwner.get(path)).json).toMatchObject(shown)
  })

  it('200: at limited its flags are changed', async () => {
    await setLevel('limited')
    const flags = { show_as_button: false, assign_membership_on_login: true }
    expect((await asOwner.send('PATCH', path, flags)).json).toEqual({
      ...shown,
      ...flags,
      id,
      access_level: 'limited',
    })
    const before = { show_as_button: true, assign_membership_on_login: false, is_enabled: true }
    expect((await asOwner.send('PATCH', path, before)).json).toMatchObject(before)
  })

  it.each(['readonly', 'limited'] as const)(
    '403: its attributes, domains and provisioning are not changed at %s',
    async (level) => {
      await setLevel(level)
      const provisioning = `${path}/provisioning`
      const asked: [string, string, object?][] = [
        ['PUT', `${path}/update-attributes`, {}],
        ['POST', `${path}/domains`, { domain: 'acme-shared.test' }],
        ['DELETE', `${path}/domains/acme-shared.test`],
        ['POST', provisioning],
        ['DELETE', provisioning],
        ['PUT', `${provisioning}/update-attributes`, {}],
        ['POST', `${provisioning}/scim-tokens`, {}],
        ['DELETE', `${provisioning}/scim-tokens/tok_x`],
      ]
      expect(await statuses(...asked)).toEqual(asked.map(() => 403))
      expect(await statuses(['GET', provisioning], ['GET', `${provisioning}/scim-tokens`])).toEqual([
        404, 404,
      ])
      expect((await asOwner.get(path)).json).toMatchObject(shown)
    },
  )

  it('404: what one of the organization’s own lacks is not the tenant’s', async () => {
    const provider = await IdentityProvider.start([])
    const own = await connectProvider(asOwner, provider)
    expect(
      await statuses(
        ['DELETE', `${own}/domains/acme-shared.test`],
        ['DELETE', `${own}/provisioning`],
        ['POST', `${own}/provisioning/scim-tokens`, {}],
      ),
    ).toEqual([404, 404, 404])
    await provider.stop()
  })

  it('403: at limited nothing else is', async () => {
    await setLevel('limited')
    const bodies = [
      { is_enabled: false },
      { display_name: 'Taken' },
      { show_as_button: false, options: { client_id: 'other' } },
    ]
    const changed = bodies.map((body): [string, string, object] => ['PATCH', path, body])
    expect(await statuses(...changed, ['DELETE', path], ['POST', `${path}/detach`])).toEqual([
      403, 403, 403, 403, 403,
    ])
    expect((await asOwner.get(path)).json).toMatchObject(shown)
  })

  it('200: the level of the organization’s own is the one that the tenant chose', async () => {
    const provider = await IdentityProvider.start([])
    const own = await connectProvider(asOwner, provider)
    expect((await asOwner.send('PATCH', own, { is_enabled: true })).json).toMatchObject({
      access_level: 'full',
    })
    const where = { tenantId: api.tenant.tenantId, connectionId: idIn(own) }
    await api.tenant.write((tx) =>
      tx.enabledConnection.updateMany({ where, data: { accessLevel: 'limited' } }),
    )
    expect((await asOwner.get(own)).json).toMatchObject({
      access_level: 'limited',
      options: { client_id: 'foyer' },
    })
    await provider.stop()
  })
})
