import { beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/ids'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { HostileProvider } from '@/test/hostile-provider'
import { IdentityProvider } from '@/test/identity-provider'
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
let provider: IdentityProvider

beforeAll(async () => {
  api = await startMyOrganizationApi()
  owner = await api.tenant.createUser()
  organization = await api.tenant.createOrganization({ owner })
  asOwner = await api.as(owner, organization)
  provider = await IdentityProvider.start([])
  return () => provider.stop()
})

/** Not enabled yet. */
async function connected(): Promise<string> {
  const options = {
    type: 'back_channel',
    client_id: 'foyer',
    client_secret: 'a secret of the provider',
    discovery_url: provider.issuer,
  }
  const body = { strategy: 'oidc', name: 'Acme sign-in', options }
  const { status, json } = await asOwner.send('POST', 'identity-providers', body)
  expect(status).toBe(201)
  return `identity-providers/${String(json['id'])}`
}

async function removed(path: string): Promise<void> {
  expect((await asOwner.send('DELETE', path)).status).toBe(204)
}

describe('/identity-providers/{id}, changed', () => {
  it('200 and 400: is moved to another address of the provider, once the provider answers there', async () => {
    const [path, other] = await Promise.all([connected(), IdentityProvider.start([])])
    const move = (url: string) => asOwner.send('PATCH', path, { options: { discovery_url: url } })
    expect((await move('http://127.0.0.1:9')).json).toMatchObject({
      status: 400,
      detail: expect.stringMatching(/discovery failure: 127\.0\.0\.1:9$/),
    })
    const moved = await move(other.issuer)
    expect([moved.status, moved.json['options']]).toMatchObject([
      200,
      { client_id: 'foyer', discovery_url: `${other.issuer}/.well-known/openid-configuration` },
    ])
    await Promise.all([removed(path), other.stop()])
  })

  it('200: keeps the redirect URI that several share while its provider names itself in its answers', async () => {
    const path = await connected()
    const other = await IdentityProvider.start([])
    const silent = await HostileProvider.start()
    silent.sendsIssuer = false
    const { url } = api.openid.tenant
    const uriOf = async (sent?: object) =>
      (await (sent ? asOwner.send('PATCH', path, sent) : asOwner.get(path))).json['redirect_uri']
    const moved = (to: { issuer: string }) => ({ options: { discovery_url: to.issuer } })
    expect(await uriOf()).toBe(`${url}/login/callback`)
    expect(await uriOf({ options: { client_id: 'foyer-2' }, display_name: 'Renamed' })).toBe(
      `${url}/login/callback`,
    )
    expect(await uriOf(moved(other))).toBe(`${url}/login/callback`)
    const own = `${url}/login/callback/${path.split('/')[1]}`
    expect(await uriOf(moved(silent))).toBe(own)
    expect(await uriOf(moved(other))).toBe(own)
    await removed(path)
    const options = {
      type: 'back_channel',
      client_id: 'foyer',
      client_secret: 'x',
      discovery_url: silent.issuer,
    }
    const { json } = await asOwner.send('POST', 'identity-providers', {
      strategy: 'oidc',
      name: 'Silent',
      options,
    })
    expect(json['redirect_uri']).toBe(`${url}/login/callback/${String(json['id'])}`)
    await removed(`identity-providers/${String(json['id'])}`)
    await Promise.all([other.stop(), silent.stop()])
  })

  it('400: changes of another kind', async () => {
    const path = await connected()
    const bodies = [
      {},
      { options: { domain: 'a.okta.com' } },
      { options: { type: 'front_channel' } },
      { name: 'a' },
    ]
    for (const body of bodies) expect((await asOwner.send('PATCH', path, body)).status).toBe(400)
    const { json } = await asOwner.send('PATCH', path, { options: { client_id: 1 } })
    expect(json['validation_errors']).toMatchObject([{ pointer: '/options/client_id', source: 'body' }])
    await removed(path)
  })

  it('200: the first use of one here, by the one scope that Auth0’s SDK asks for', async () => {
    const caller = await api.as(owner, organization, ['update:my_org:identity_providers'])
    const flags = { show_as_button: false, assign_membership_on_login: false }
    for (const first of [{ is_enabled: true }, { display_name: 'Renamed', ...flags }]) {
      const path = await connected()
      const { status, json } = await caller.send('PATCH', path, first)
      expect([status, json]).toMatchObject([200, { is_enabled: false, ...first }])
      expect((await asOwner.get(path)).json).toEqual(json)
      await removed(path)
    }
  })

  it('403: the first use of one here by that scope, of a user who cannot create one', async () => {
    const [path, person] = await Promise.all([connected(), api.tenant.createUser()])
    await api.tenant.addMember(organization, person, ['Admin'])
    await api.holdOnly(person, organization, ['update:organization_connections'])
    const caller = await api.as(person, organization, ['update:my_org:identity_providers'])
    expect((await caller.send('PATCH', path, { is_enabled: true })).json).toMatchObject({
      status: 403,
      detail: 'The auth token lacks the required scope: create:my_org:identity_providers',
    })
    expect((await asOwner.get(path)).json).toMatchObject({ is_enabled: false })
    expect((await caller.send('PATCH', path, { display_name: 'Renamed' })).status).toBe(200)
    await removed(path)
  })

  it('403: the first use of one here, without the permission to create one, which the user has lost', async () => {
    const [path, person] = await Promise.all([connected(), api.tenant.createUser()])
    await api.tenant.addMember(organization, person, ['Admin'])
    const caller = await api.as(person, organization)
    await api.holdOnly(person, organization, [
      'read:organization_connections',
      'update:organization_connections',
    ])
    const { json } = await caller.send('PATCH', path, { is_enabled: true })
    expect(json).toMatchObject({
      type: 'https://auth0.com/api-errors#A0E-403-0002',
      detail: 'The auth token lacks the required scope: create:my_org:identity_providers',
    })
    expect((await caller.send('PATCH', path, { display_name: 'Renamed' })).status).toBe(200)
    await api.holdOnly(person, organization, ['create:organization_connections'])
    expect((await caller.send('PATCH', path, { is_enabled: true })).json).toMatchObject({
      detail: 'The auth token lacks the required scope: update:my_org:identity_providers',
    })
    await removed(path)
  })

  it('409 and 403: all of it or nothing', async () => {
    const [path, other] = await Promise.all([connected(), IdentityProvider.start([])])
    const connectionId = path.split('/')[1] ?? ''
    const identity = { connectionId, userId: owner.id, subject: 'ann' }
    await api.tenant.write((tx) => tx.identity.create({ data: { id: newId('identity'), ...identity } }))
    const options = { discovery_url: other.issuer }
    const first = { is_enabled: true, show_as_button: false, display_name: 'Renamed' }
    expect((await asOwner.send('PATCH', path, { ...first, options })).status).toBe(409)
    expect((await asOwner.get(path)).json).toMatchObject({
      is_enabled: false,
      show_as_button: true,
      display_name: 'Acme sign-in',
    })
    expect((await asOwner.send('PATCH', path, first)).json).toMatchObject(first)
    const later = { is_enabled: false, show_as_button: true, options }
    expect((await asOwner.send('PATCH', path, later)).status).toBe(409)
    expect((await asOwner.get(path)).json).toMatchObject(first)
    const person = await api.tenant.createUser()
    await api.tenant.addMember(organization, person, ['Admin'])
    const caller = await api.as(person, organization)
    await api.holdOnly(person, organization, ['update:organization_connections'])
    const refused = { is_enabled: false, display_name: 'Half', options: { client_id: 'half' } }
    expect((await caller.send('PATCH', path, refused)).status).toBe(403)
    expect((await asOwner.get(path)).json).toMatchObject({ ...first, options: { client_id: 'foyer' } })
    await Promise.all([removed(path), other.stop()])
  })
})
