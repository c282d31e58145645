import { beforeAll, describe, expect, it } from 'vitest'
import type { Permission } from '@/lib/access'
import type { ApiCaller } from '@/test/api'
import { prepareTenantConnections, type TenantConnections } from '@/test/fixtures/tenant-connections'

let api: TenantConnections
/** For the connections of organizations and users. */
let other: ApiCaller

const scopes = [
  'read:organization_connections',
  'create:organization_connections',
  'read:users',
  'update:users',
] as const satisfies readonly Permission[]

beforeAll(async () => {
  api = await prepareTenantConnections()
  other = await api.api.asMachine(scopes)
})

const credentials = { client_id: 'foyer', client_secret: 'a secret' }
const products = [
  ['okta', 'oidc', { ...credentials, domain: 'acme.okta.com' }],
  ['waad', 'windowslive', { ...credentials, tenant_domain: 'acme.onmicrosoft.com' }],
  ['google-apps', 'google-oauth2', { ...credentials, domain: 'acme.test', tenant_domain: 'acme.test' }],
] as const

function patch(id: unknown, body: object) {
  return api.operator.send('PATCH', `connections/${String(id)}`, body)
}

describe.each(products)('%s', (strategy, base, options) => {
  it('works as Foyer’s strategy for it, and is listed, enabled and linked by its own name', async () => {
    const { id, name } = await api.create({ strategy, options })
    const row = (await api.rows()).find((one) => one.id === id)
    expect(row).toMatchObject({ strategy: base, options: { product: strategy } })
    const named = async (filter: string) =>
      (await api.operator.get(`connections?strategy=${filter}&name=${String(name)}`)).rows.map(
        (one) => one['id'],
      )
    expect(await named(strategy)).toEqual([id])
    expect(await named(base)).toEqual([])
    expect((await api.operator.get(`connections/${String(id)}`)).json['strategy']).toBe(strategy)

    const { tenant } = api.api
    const organization = await tenant.createOrganization()
    const enabled = `organizations/${organization.id}/enabled_connections`
    const added = await other.send('POST', enabled, { connection_id: id })
    expect(added.json).toMatchObject({ connection: { name, strategy } })
    expect((await other.get(`${enabled}/${String(id)}`)).json).toMatchObject({
      connection: { name, strategy },
    })

    const user = await tenant.createUser()
    const subject = `subject-${strategy}`
    await tenant.write((tx) =>
      tx.identity.create({
        data: {
          id: `idn_${strategy}`,
          userId: user.id,
          connectionId: String(id),
          subject,
          email: user.email,
        },
      }),
    )
    const path = `users/${encodeURIComponent(user.id)}`
    const [identity] = (await other.get(path)).json['identities'] as { provider: string; user_id: string }[]
    expect(identity).toMatchObject({ provider: strategy, isSocial: false, connection: name })
    const one = `${path}/identities/${strategy}/${encodeURIComponent(identity?.user_id ?? '')}`
    expect((await other.send('DELETE', one)).status).toBe(200)
  })

  it('has Auth0’s properties, and can be sent back unchanged', async () => {
    const made = await api.create({ strategy, options })
    const { client_secret: _, ...shown } = options
    expect(made).toMatchObject({ strategy, options: shown })
    expect(await patch(made['id'], made)).toMatchObject({ status: 200, json: made })
  })

  it('400: another strategy', async () => {
    const { id } = await api.create({ strategy, options })
    const before = await api.rows()
    for (const wrong of [base, ...products.map(([name]) => name)].filter((name) => name !== strategy))
      expect((await patch(id, { strategy: wrong })).status, wrong).toBe(400)
    expect(await api.rows()).toEqual(before)
  })
})

it.each<[string, string, object]>([
  ['no domain of Okta', 'okta', { issuer: 'https://acme.okta.com' }],
  ['no domain of Google', 'google-apps', {}],
  ['no directory', 'waad', {}],
  ['the directory of all', 'waad', { tenant_domain: 'common' }],
  ['a domain that is an address', 'okta', { domain: 'https://acme.okta.com' }],
  ['a domain with a path', 'okta', { domain: 'acme.okta.com/oauth2' }],
  ['a domain in a private network', 'okta', { domain: '10.0.0.1' }],
  ['two domains', 'okta', { domain: 'acme.okta.com', issuer: 'https://other.okta.com' }],
  [
    'an issuer with a path',
    'okta',
    { domain: 'acme.okta.com', issuer: 'https://acme.okta.com/oauth2/default' },
  ],
  ['two Workspaces', 'google-apps', { domain: 'acme.test', hosted_domain: 'other.test' }],
  ['two Workspaces', 'google-apps', { domain: 'acme.test', tenant_domain: 'other.test' }],
  ['a domain of another kind', 'oidc', { issuer: 'https://a.test', domain: 'a.test' }],
  ['a directory of another kind', 'github', { tenant_domain: 'acme.test' }],
  ['a picture', 'okta', { domain: 'acme.okta.com', icon_url: 'https://acme.test/logo.png' }],
])('400: %s', async (_, strategy, options) => {
  const before = await api.rows()
  const body = { name: 'wrong', strategy, options: { ...credentials, ...options } }
  const { status, json } = await api.operator.send('POST', 'connections', body)
  expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
  expect(await api.rows()).toEqual(before)
})

it('400: the property that identifies a product’s provider cannot be removed', async () => {
  const google = await api.create({ strategy: 'google-apps', options: products[2][2] })
  const microsoft = await api.create({ strategy: 'waad', options: products[1][2] })
  const okta = await api.create({ strategy: 'okta', options: products[0][2] })
  const before = await api.rows()
  const elsewhere = { options: { issuer: 'https://acme.okta.com/oauth2/default' } }
  expect((await patch(okta['id'], elsewhere)).status).toBe(400)
  expect((await patch(google['id'], { options: { hosted_domain: '' } })).status).toBe(400)
  expect((await patch(microsoft['id'], { options: { tenant_domain: 'organizations' } })).status).toBe(400)
  expect(await api.rows()).toEqual(before)
})

it('200: a domain can change before anyone has signed in', async () => {
  const { id } = await api.create({ strategy: 'okta', options: products[0][2] })
  const changed = await patch(id, { options: { domain: 'other.okta.com' } })
  expect(changed.json['options']).toMatchObject({
    domain: 'other.okta.com',
    issuer: 'https://other.okta.com',
  })
})
