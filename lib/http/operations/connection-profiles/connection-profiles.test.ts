import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Api, type ApiCaller, startApi } from '@/test/api'
import { expectRefusals } from '@/test/expect-refusals'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const scopes = [
  'read:connection_profiles',
  'create:connection_profiles',
  'update:connection_profiles',
  'delete:connection_profiles',
] as const

const whole = {
  name: 'Enterprise',
  organization: { show_as_button: 'required', assign_membership_on_login: 'none' },
  connection_name_prefix_template: 'con-{org_id}-',
  enabled_features: ['scim', 'universal_logout'],
  connection_config: {},
  strategy_overrides: { samlp: { enabled_features: [], connection_config: {} }, 'google-apps': {} },
}

let api: Api
let caller: ApiCaller

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(scopes)
})

beforeEach(() => api.tenant.write((tx) => tx.connectionProfile.deleteMany()))

async function created(body: object = {}): Promise<{ path: string; id: string; json: object }> {
  const { status, json, text } = await caller.send('POST', 'connection-profiles', { ...whole, ...body })
  expect(status, text).toBe(201)
  return { path: `connection-profiles/${String(json['id'])}`, id: String(json['id']), json }
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

describe('/connection-profiles', () => {
  it('201, 200 and 204: in Auth0’s form, each change with an event', async () => {
    const { path, id, json } = await created()
    expect(json).toEqual({ id: expect.stringMatching(/^cop_/), ...whole })
    expect((await caller.get(path)).json).toEqual(json)
    expect((await caller.get('connection-profiles')).json).toEqual({ connection_profiles: [json] })

    const changes = { name: 'Basic', organization: { show_as_button: 'optional' } }
    const changed = await caller.send('PATCH', path, changes)
    expect([changed.status, changed.json]).toEqual([200, { ...json, ...changes }])
    expect((await caller.send('PATCH', path, changes)).json).toEqual(changed.json)
    expect((await caller.send('PATCH', path, {})).json).toEqual(changed.json)
    expect((await caller.send('DELETE', path)).status).toBe(204)
    expect((await caller.get(path)).status).toBe(404)

    const found = await events(3)
    expect(found.map(({ type, targetId }) => [type, targetId])).toEqual([
      ['connection_profile.deleted', id],
      ['connection_profile.changed', id],
      ['connection_profile.created', id],
    ])
    expect(found[1]?.details).toEqual({
      before: { name: 'Enterprise', organization: whole.organization },
      after: changes,
    })
  })

  it('201: with a name alone', async () => {
    const { json } = await caller.send('POST', 'connection-profiles', { name: 'Bare' })
    expect(json).toEqual({ id: expect.any(String), name: 'Bare' })
  })

  it.each<[string, object]>([
    ['no name', { name: undefined }],
    ['an empty name', { name: ' ' }],
    ['a name of 51 characters', { name: 'x'.repeat(51) }],
    ['a name with a link', { name: 'https://other.test' }],
    ['another choice', { organization: { show_as_button: 'always' } }],
    ['a choice that is a boolean', { organization: { assign_membership_on_login: true } }],
    ['an unknown choice', { organization: { is_signup_enabled: 'none' } }],
    ['a template without the organization’s id', { connection_name_prefix_template: 'con-' }],
    ['an empty template', { connection_name_prefix_template: '' }],
    ['a template with two ids', { connection_name_prefix_template: '{org_id}-{org_id}-' }],
    ['a template with another placeholder', { connection_name_prefix_template: '{org_name}-{org_id}' }],
    ['a template with two hyphens', { connection_name_prefix_template: 'con--{org_id}' }],
    ['a template with spaces', { connection_name_prefix_template: 'con {org_id}' }],
    ['a long template', { connection_name_prefix_template: `${'x'.repeat(60)}-{org_id}` }],
    ['another feature', { enabled_features: ['groups'] }],
    ['a feature twice', { enabled_features: ['scim', 'scim'] }],
    ['a feature that is no list', { enabled_features: 'scim' }],
    ['settings of connections', { connection_config: { a: 1 } }],
    ['another strategy', { strategy_overrides: { facebook: {} } }],
    ['a strategy’s other setting', { strategy_overrides: { okta: { organization: {} } } }],
    ['provisioning', { provisioning: { scim: { tokens: { scopes: [] } } } }],
    [
      'cross app access',
      {
        cross_app_access_resource_app: { status: { default_value: 'enabled', allowed_values: ['enabled'] } },
      },
    ],
    ['an id', { id: 'cop_4kGkQ2bD9sXw7Lm1' }],
  ])('400: %s', async (_, body) => {
    const { path } = await created()
    const refused = { ...whole, ...body }
    await expectRefusals(
      { tenant: api.tenant, caller },
      [
        ['POST', 'connection-profiles', refused],
        ...('name' in body && body.name === undefined ? [] : [['PATCH', path, body] as const]),
      ],
      { status: 400, errorCode: 'invalid_body' },
    )
  })
})
