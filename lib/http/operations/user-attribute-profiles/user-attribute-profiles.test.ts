import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Api, type ApiCaller, startApi } from '@/test/api'
import { expectRefusals } from '@/test/expect-refusals'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const scopes = [
  'read:user_attribute_profiles',
  'create:user_attribute_profiles',
  'update:user_attribute_profiles',
  'delete:user_attribute_profiles',
] as const

const email = {
  label: 'Work address',
  description: 'For invitations.',
  profile_required: true,
  auth0_mapping: 'email',
  oidc_mapping: { mapping: '${context.tokenset.upn}', display_name: 'UPN' },
  saml_mapping: ['urn:upn'],
  scim_mapping: 'emails[primary eq true].value',
  strategy_overrides: { okta: { oidc_mapping: { mapping: 'login' } }, samlp: { saml_mapping: ['mail'] } },
}
const whole = {
  name: 'Enterprise',
  user_id: { oidc_mapping: 'sub', scim_mapping: 'userName', strategy_overrides: { waad: {} } },
  user_attributes: { email },
}

let api: Api
let caller: ApiCaller

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(scopes)
})

beforeEach(() => api.tenant.write((tx) => tx.userAttributeProfile.deleteMany()))

async function created(body: object = {}): Promise<{ path: string; id: string; json: object }> {
  const { status, json, text } = await caller.send('POST', 'user-attribute-profiles', { ...whole, ...body })
  expect(status, text).toBe(201)
  return { path: `user-attribute-profiles/${String(json['id'])}`, id: String(json['id']), json }
}

function of(changes: object, key = 'email'): object {
  return { user_attributes: { [key]: { ...email, ...changes } } }
}

function events(take: number) {
  return api.tenant.read((tx) =>
    tx.auditEvent.findMany({
      where: { tenantId: api.tenant.tenantId },
      orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
      take,
    }),
  )
}

describe('/user-attribute-profiles', () => {
  it('201, 200 and 204: in Auth0’s form, each change with an event', async () => {
    const { path, id, json } = await created()
    expect(json).toEqual({ id: expect.stringMatching(/^uap_/), ...whole })
    expect((await caller.get(path)).json).toEqual(json)
    expect((await caller.get('user-attribute-profiles')).json).toEqual({ user_attribute_profiles: [json] })

    const changes = { name: 'Basic', user_attributes: { email: { ...email, label: 'Address' } } }
    const changed = await caller.send('PATCH', path, changes)
    expect([changed.status, changed.json]).toEqual([200, { ...json, ...changes }])
    expect((await caller.send('PATCH', path, changes)).json).toEqual(changed.json)
    expect((await caller.send('PATCH', path, {})).json).toEqual(changed.json)
    expect((await caller.send('DELETE', path)).status).toBe(204)
    expect((await caller.get(path)).status).toBe(404)

    const found = await events(3)
    expect(found.map(({ type, targetId }) => [type, targetId])).toEqual([
      ['user_attribute_profile.deleted', id],
      ['user_attribute_profile.changed', id],
      ['user_attribute_profile.created', id],
    ])
    expect(found[1]?.details).toEqual({ changed: ['name', 'user_attributes'] })
  })

  it('201 and 200: without user_id, and null removes it', async () => {
    const bare = await caller.send('POST', 'user-attribute-profiles', { name: 'Bare', user_attributes: {} })
    expect(bare.json).toEqual({ id: expect.any(String), name: 'Bare', user_attributes: {} })
    const { path } = await created()
    expect((await caller.send('PATCH', path, { user_id: null })).json).not.toHaveProperty('user_id')
    expect((await caller.get(path)).json).not.toHaveProperty('user_id')
  })

  it.each<[string, object]>([
    ['no name', { name: undefined }],
    ['an empty name', { name: ' ' }],
    ['a name of 129 characters', { name: 'x'.repeat(129) }],
    ['an attribute that Foyer does not read', of({}, 'nickname')],
    ['another place for an attribute', of({ auth0_mapping: 'name' })],
    ['no label', of({ label: undefined })],
    ['a label with a link', of({ label: 'https://other.test' })],
    ['a description that is too long', of({ description: 'x'.repeat(501) })],
    ['a requirement that is none', of({ profile_required: 'yes' })],
    ['a claim with spaces', of({ oidc_mapping: { mapping: 'e mail' } })],
    ['an empty claim', of({ oidc_mapping: { mapping: '${context.tokenset.}' } })],
    ['another expression', of({ oidc_mapping: { mapping: '${context.connection.name}' } })],
    ['two SAML attributes', of({ saml_mapping: ['a', 'b'] })],
    ['no SAML attribute', of({ saml_mapping: [] })],
    ['a SAML attribute with spaces', of({ saml_mapping: ['a b'] })],
    ['another SCIM mapping', of({ scim_mapping: 'userName' })],
    [
      'two SAML attributes for a strategy',
      of({ strategy_overrides: { samlp: { saml_mapping: ['a', 'b'] } } }),
    ],
    ['another SCIM mapping for a strategy', of({ strategy_overrides: { okta: { scim_mapping: 'x' } } })],
    ['another strategy', of({ strategy_overrides: { facebook: {} } })],
    ['another user id', { user_id: { oidc_mapping: 'email' } }],
    ['a SAML attribute as the user id', { user_id: { saml_mapping: ['uid'] } }],
    [
      'another user id for a strategy',
      { user_id: { strategy_overrides: { waad: { oidc_mapping: 'oid' } } } },
    ],
    ['an id', { id: 'uap_4kGkQ2bD9sXw7Lm1' }],
  ])('400: %s', async (_, body) => {
    const { path } = await created()
    const refused = { ...whole, ...body }
    await expectRefusals(
      { tenant: api.tenant, caller },
      [
        ['POST', 'user-attribute-profiles', refused],
        ...('name' in body && body.name === undefined ? [] : [['PATCH', path, body] as const]),
      ],
      { status: 400, errorCode: 'invalid_body' },
    )
  })

  it('400: names an attribute that Foyer does not read', async () => {
    const { json } = await caller.send('POST', 'user-attribute-profiles', { ...whole, ...of({}, 'nickname') })
    expect(json['message']).toBe(
      "Payload validation error: 'Additional properties not allowed: nickname' on property user_attributes.",
    )
  })
})
