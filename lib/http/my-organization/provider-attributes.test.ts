import { beforeAll, describe, expect, it, vi } from 'vitest'
import { standardClaims } from '@/lib/domain/connections/option-values'
import { createSamlConnection } from '@/lib/domain/connections/create-saml-connection'
import { usualAttributes } from '@/lib/domain/connections/saml-options'
import { providerOptions, type ProviderOptions } from '@/lib/domain/connections/provider-options'
import { updateConnection } from '@/lib/domain/connections/update-connection'
import { newId } from '@/lib/ids'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { IdentityProvider } from '@/test/identity-provider'
import {
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { connectProvider, idIn } from '@/test/my-organization-providers'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { samlSettings } from '@/test/saml-fixture'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let owner: TestUser
let asOwner: MyOrganizationCaller
let asNeighbour: MyOrganizationCaller
let provider: IdentityProvider

beforeAll(async () => {
  ;({ api, organization, owner, asOwner, asNeighbour } = await openMyOrganization())
  provider = await IdentityProvider.start([])
  return () => provider.stop()
})

interface Shown {
  user_attribute: string
  is_missing: boolean
  sso_field: string[]
}

function attributesIn(json: Record<string, unknown>): Record<string, [boolean, string[]]> {
  const list = json['attributes'] as Shown[]
  return Object.fromEntries(list.map((one) => [one.user_attribute, [one.is_missing, one.sso_field]]))
}

async function optionsOf(path: string): Promise<ProviderOptions> {
  const where = { tenantId_id: { tenantId: api.tenant.tenantId, id: idIn(path) } }
  const { options } = await api.tenant.read((tx) => tx.connection.findUniqueOrThrow({ where }))
  return providerOptions.parse(options)
}

const usual = {
  email: [false, ['email']],
  name: [false, ['name']],
  given_name: [false, ['given_name']],
  family_name: [false, ['family_name']],
  picture: [false, ['picture']],
}

describe('the attributes of an identity provider', () => {
  it('by OpenID Connect: say which claims are read and which are not asked for, and are reset', async () => {
    const path = await connectProvider(asOwner, provider)
    expect(attributesIn((await asOwner.get(path)).json)).toEqual(usual)
    const access = await api.tenant.accessTo(organization, owner, 'update:organization_connections')
    const claims = { name: 'department', emailVerified: 'verified_there' }
    await updateConnection(access, {
      id: idIn(path),
      options: { claims, scopes: ['openid', 'email', 'groups'] },
    })
    expect(attributesIn((await asOwner.get(path)).json)).toEqual({
      ...usual,
      name: [false, ['department']],
      given_name: [true, ['given_name']],
      family_name: [true, ['family_name']],
      picture: [true, ['picture']],
    })
    const reset = await asOwner.send('PUT', `${path}/update-attributes`, {})
    expect([reset.status, attributesIn(reset.json)]).toEqual([200, usual])
    expect(await optionsOf(path)).toMatchObject({
      claims: { ...standardClaims, emailVerified: 'verified_there' },
      scopes: ['openid', 'email', 'groups', 'profile'],
    })
    expect((await asOwner.send('PUT', `${path}/update-attributes`)).json).toEqual(reset.json)
    await asOwner.send('DELETE', path)
  })

  it('are reset with the scopes that another change has committed meanwhile', async () => {
    const path = await connectProvider(asOwner, provider)
    const waiting: Promise<unknown>[] = []
    await api.tenant.write(async (tx) => {
      await tx.$executeRaw`
        UPDATE connections SET options = jsonb_set(options, '{scopes}', '["openid", "groups"]') WHERE id = ${idIn(path)}`
      waiting.push(asOwner.send('PUT', `${path}/update-attributes`, {}))
      await waitForLockWaiter(tx)
    })
    const [reset] = await Promise.all(waiting)
    expect(reset).toMatchObject({ status: 200 })
    expect((await optionsOf(path)).scopes).toEqual(['openid', 'groups', 'email', 'profile'])
    await asOwner.send('DELETE', path)
  })

  it('by SAML: name all attributes that are read until one is chosen, and are reset', async () => {
    const access = await api.tenant.accessTo(organization, owner, 'create:organization_connections')
    const { certificate } = await createSamlKeys()
    const attributes = { ...usualAttributes, email: 'upn' }
    const settings = samlSettings(certificate, { attributes })
    const { id } = await createSamlConnection(access, {
      id: newId('connection'),
      displayName: 'SAML',
      settings,
    })
    const path = `identity-providers/${id}`
    const shown = attributesIn((await asOwner.get(path)).json)
    expect(shown['email']).toEqual([false, ['upn']])
    expect(shown['name']?.[1]).toContain('displayName')
    const reset = await asOwner.send('PUT', `${path}/update-attributes`, {})
    expect(attributesIn(reset.json)['email']?.[1]).toContain('mail')
    await asOwner.send('DELETE', path)
  })

  it('400, 403 and 404: a body, a permission that was lost, another organization’s', async () => {
    const path = await connectProvider(asOwner, provider)
    const at = `${path}/update-attributes`
    for (const body of [{ email: 'mail' }, [], 'x'])
      expect((await asOwner.send('PUT', at, body)).status).toBe(400)
    expect((await asNeighbour.send('PUT', at, {})).status).toBe(404)
    const person = await api.tenant.createUser()
    await api.tenant.addMember(organization, person, ['Admin'])
    const caller = await api.as(person, organization)
    await api.holdOnly(person, organization, ['read:organization_connections'])
    expect((await caller.send('PUT', at, {})).status).toBe(403)
    await asOwner.send('DELETE', path)
  })
})
