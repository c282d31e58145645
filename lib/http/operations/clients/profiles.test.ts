import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/ids'
import { type Api, type ApiCaller, startApi } from '@/test/api'
import { expectRefusals } from '@/test/expect-refusals'
import { createTestTenant } from '@/test/fixtures/tenant'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const scopes = [
  'create:clients',
  'update:clients',
  'read:clients',
  'create:connection_profiles',
  'delete:connection_profiles',
  'create:user_attribute_profiles',
  'delete:user_attribute_profiles',
] as const

let api: Api
let caller: ApiCaller
/** By kind. */
const foreign = {
  connectionProfile: newId('connectionProfile'),
  userAttributeProfile: newId('userAttributeProfile'),
}

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(scopes)
  const another = await createTestTenant()
  const name = 'Foreign'
  const settings = { user_attributes: {} }
  await another.write(async (tx) => {
    await tx.connectionProfile.create({ data: { id: foreign.connectionProfile, name } })
    await tx.userAttributeProfile.create({ data: { id: foreign.userAttributeProfile, name, settings } })
  })
})

beforeEach(() =>
  api.tenant.write((tx) => tx.client.updateMany({ data: { myOrganizationConfiguration: {} } })),
)

async function newClient(): Promise<string> {
  const { json } = await caller.send('POST', 'clients', { name: 'Pages', app_type: 'spa' })
  return `clients/${String(json['client_id'])}`
}

describe.each([
  ['connection-profiles', 'connection_profile_id', 'connectionProfile'],
  ['user-attribute-profiles', 'user_attribute_profile_id', 'userAttributeProfile'],
] as const)('an application’s /%s', (paths, property, kind) => {
  const configuration = (id: string) => ({
    my_organization_configuration: {
      allowed_strategies: ['oidc'],
      connection_deletion_behavior: 'allow',
      [property]: id,
    },
  })

  async function created(): Promise<{ id: string; path: string }> {
    const body = { name: 'Default', ...(kind === 'userAttributeProfile' ? { user_attributes: {} } : {}) }
    const { status, json, text } = await caller.send('POST', paths, body)
    expect(status, text).toBe(201)
    return { id: String(json['id']), path: `${paths}/${String(json['id'])}` }
  }

  it('200: belongs to the tenant; 409: cannot be deleted while an application names it', async () => {
    const { id, path } = await created()
    const client = await newClient()
    const { status, json } = await caller.send('PATCH', client, configuration(id))
    expect([status, json]).toMatchObject([200, configuration(id)])
    expect((await caller.get(client)).json).toMatchObject(configuration(id))
    await expectRefusals({ tenant: api.tenant, caller }, [['DELETE', path]], {
      status: 409,
      errorCode: 'conflict',
    })
    await caller.send('PATCH', client, { my_organization_configuration: null })
    expect((await caller.send('DELETE', path)).status).toBe(204)
  })

  it('400: an unknown one, and another tenant’s, for a new and for an existing application', async () => {
    const client = await newClient()
    for (const id of [newId(kind), foreign[kind], '', 'x'.repeat(51)])
      await expectRefusals(
        { tenant: api.tenant, caller },
        [
          ['PATCH', client, configuration(id)],
          ['POST', 'clients', { name: 'Pages', app_type: 'spa', ...configuration(id) }],
        ],
        { status: 400, errorCode: 'invalid_body' },
      )
  })

  it('is either deleted or named when both are requested at once', async () => {
    const client = await newClient()
    for (let round = 0; round < 5; round++) {
      const { id, path } = await created()
      const [deleted, named] = await Promise.all([
        caller.send('DELETE', path),
        caller.send('PATCH', client, configuration(id)),
      ])
      expect(['204 400', '409 200']).toContain(`${deleted.status} ${named.status}`)
    }
  })
})
