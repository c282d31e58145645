import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { UserAttributes } from '@/lib/domain/user-attribute-profiles/user-attribute-settings'
import { updateConnection } from '@/lib/domain/connections/update-connection'
import { newId } from '@/lib/ids'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { IdentityProvider } from '@/test/identity-provider'
import {
  configure,
  type MyOrganizationApi,
  type MyOrganizationCaller,
  startMyOrganizationApi,
} from '@/test/my-organization-api'
import { connectProvider, idIn } from '@/test/my-organization-providers'
import { createSamlKeys } from '@/test/saml-identity-provider'

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

beforeEach(() => configure(api.openid))

/** The application’s, from now on. */
async function profileIs(user_attributes: UserAttributes): Promise<void> {
  const id = newId('userAttributeProfile')
  const settings = { user_attributes }
  await api.tenant.write((tx) => tx.userAttributeProfile.create({ data: { id, name: 'Profile', settings } }))
  await configure(api.openid, {
    allowed_strategies: ['oidc', 'okta', 'samlp'],
    connection_deletion_behavior: 'allow',
    user_attribute_profile_id: id,
  })
}

const email = {
  label: 'Work address',
  description: 'For invitations.',
  profile_required: true,
  auth0_mapping: 'email',
  oidc_mapping: { mapping: '${context.tokenset.upn}', display_name: 'UPN' },
  saml_mapping: ['urn:upn'],
}
const name = { label: 'Full name', description: '', profile_required: true, auth0_mapping: 'name' }

interface Shown {
  user_attribute: string
  label: string
  is_required: boolean
  is_extra: boolean
  is_missing: boolean
  sso_field: string[]
}

function shownIn(json: Record<string, unknown>): Record<string, unknown[]> {
  const list = json['attributes'] as Shown[]
  return Object.fromEntries(
    list.map(({ user_attribute: key, ...one }) => [
      key,
      [one.label, one.is_required, one.is_extra, one.is_missing, one.sso_field],
    ]),
  )
}

async function connectSaml(): Promise<Record<string, unknown>> {
  const { certificate: cert } = await createSamlKeys()
  const options = {
    issuer: 'https://login.acme.test/idp',
    signInEndpoint: 'https://login.acme.test/sso',
    cert,
    signSAMLRequest: false,
  }
  const body = { strategy: 'samlp', name: 'By SAML', options }
  const { status, json, text } = await asOwner.send('POST', 'identity-providers', body)
  expect(status, text).toBe(201)
  return json
}

async function stored(path: string): Promise<unknown> {
  const where = { tenantId_id: { tenantId: api.tenant.tenantId, id: idIn(path) } }
  return (await api.tenant.read((tx) => tx.connection.findUniqueOrThrow({ where }))).options
}

describe('the attributes of an identity provider, with a user attribute profile', () => {
  it('are those of the profile, by its labels, and are read from where it says', async () => {
    await profileIs({ email, name })
    const path = await connectProvider(asOwner, provider)
    expect(shownIn((await asOwner.get(path)).json)).toEqual({
      email: ['Work address', true, false, false, ['upn']],
      name: ['Full name', true, false, false, ['name']],
    })
    expect(await stored(path)).toMatchObject({
      claims: { email: 'upn', name: 'name', givenName: 'given_name', emailVerified: 'email_verified' },
    })
    const { attributes } = await connectSaml().then(async (json) => {
      const saml = shownIn(json)
      await asOwner.send('DELETE', `identity-providers/${String(json['id'])}`)
      return { attributes: saml }
    })
    expect(attributes['email']).toEqual(['Work address', true, false, false, ['urn:upn']])
    expect(attributes['name']?.[4]).toContain('displayName')
    expect(Object.keys(attributes)).toEqual(['email', 'name'])
    await asOwner.send('DELETE', path)
  })

  it('are overridden for a kind of provider', async () => {
    const strategy_overrides = {
      oidc: { oidc_mapping: { mapping: 'mail' } },
      okta: { oidc_mapping: { mapping: 'login' } },
      samlp: { saml_mapping: ['urn:mail'] },
    }
    await profileIs({ email: { ...email, strategy_overrides } })
    const path = await connectProvider(asOwner, provider)
    expect(shownIn((await asOwner.get(path)).json)['email']?.[4]).toEqual(['mail'])
    const saml = await connectSaml()
    expect(shownIn(saml)['email']?.[4]).toEqual(['urn:mail'])
    for (const at of [path, `identity-providers/${String(saml['id'])}`]) await asOwner.send('DELETE', at)
  })

  it('are extra if they are not in it and have a source of their own, until they are reset', async () => {
    const path = await connectProvider(asOwner, provider)
    const access = await api.tenant.accessTo(organization, owner, 'update:organization_connections')
    await updateConnection(access, {
      id: idIn(path),
      options: { claims: { givenName: 'first', name: 'nick' }, scopes: ['openid', 'email'] },
    })
    await profileIs({ email: { ...email, oidc_mapping: { mapping: 'email' } }, name })
    expect(shownIn((await asOwner.get(path)).json)).toEqual({
      email: ['Work address', true, false, false, ['email']],
      name: ['Full name', true, false, false, ['nick']],
      given_name: ['Given name', false, true, false, ['first']],
    })
    const reset = await asOwner.send('PUT', `${path}/update-attributes`, {})
    expect([reset.status, shownIn(reset.json)]).toEqual([
      200,
      {
        email: ['Work address', true, false, false, ['email']],
        name: ['Full name', true, false, false, ['name']],
      },
    ])
    await profileIs({ email })
    const again = await asOwner.send('PUT', `${path}/update-attributes`, {})
    expect(shownIn(again.json)).toEqual({ email: ['Work address', true, false, false, ['upn']] })
    expect(await stored(path)).toMatchObject({
      claims: { email: 'upn', givenName: 'given_name', emailVerified: 'email_verified' },
      scopes: ['openid', 'email', 'profile'],
    })
    await asOwner.send('DELETE', path)
  })

  it('of SAML are reset to it', async () => {
    const path = `identity-providers/${String((await connectSaml())['id'])}`
    await profileIs({ email, name })
    expect(shownIn((await asOwner.get(path)).json)['email']?.[4]).toContain('mail')
    const reset = await asOwner.send('PUT', `${path}/update-attributes`, {})
    expect(shownIn(reset.json)['email']?.[4]).toEqual(['urn:upn'])
    await configure(api.openid)
    const usual = await asOwner.send('PUT', `${path}/update-attributes`, {})
    expect(shownIn(usual.json)['email']?.[4]).toContain('mail')
    expect(Object.keys(shownIn(usual.json))).toHaveLength(5)
    await asOwner.send('DELETE', path)
  })

  it('of provisioning are those that a directory says', async () => {
    await profileIs({ name, picture: { ...name, label: 'Face', auth0_mapping: 'picture' } })
    const path = await connectProvider(asOwner, provider)
    const { json } = await asOwner.send('POST', `${path}/provisioning`)
    const expected = [
      { user_attribute: 'name', label: 'Full name', is_required: true, provisioning_field: 'displayName' },
    ]
    expect(json['attributes']).toMatchObject(expected)
    for (const [method, at] of [
      ['GET', 'provisioning'],
      ['PUT', 'provisioning/update-attributes'],
    ] as const)
      expect((await asOwner.send(method, `${path}/${at}`)).json['attributes']).toEqual(json['attributes'])
    expect(json['attributes']).toHaveLength(1)
    await asOwner.send('DELETE', path)
  })
})
