import { beforeAll, expect, it } from 'vitest'
import { startApi, type ApiCaller } from '@/test/api'

let operator: ApiCaller

beforeAll(async () => {
  operator = await (
    await startApi()
  ).asMachine(['read:clients', 'create:clients', 'update:clients', 'read:client_keys'])
})

const my_organization_configuration = {
  allowed_strategies: ['okta', 'samlp'],
  connection_deletion_behavior: 'allow_if_empty',
}
const policies = [{ audience: 'https://a.test/my-org/', scope: ['read:my_org:details'] }]

async function created(body: object = {}): Promise<{ path: string; json: Record<string, unknown> }> {
  const { json } = await operator.send('POST', 'clients', { name: 'Pages', app_type: 'spa', ...body })
  return { path: `clients/${String(json['client_id'])}`, json }
}

it('201 and 200: an application is configured for the My Organization API, and null ends that', async () => {
  const { path, json } = await created({ my_organization_configuration, refresh_token: { policies } })
  expect(json).toMatchObject({ my_organization_configuration, refresh_token: { policies } })
  expect((await operator.get(path)).json).toMatchObject({
    my_organization_configuration,
    refresh_token: { policies },
  })
  expect((await operator.send('PATCH', path, { description: 'Other' })).json).toMatchObject({
    my_organization_configuration,
    refresh_token: { policies },
  })
  const none = { my_organization_configuration: null, refresh_token: { policies: null } }
  const ended = await operator.send('PATCH', path, none)
  expect(ended.status).toBe(200)
  expect(ended.json).not.toHaveProperty('my_organization_configuration')
  expect(ended.json).not.toHaveProperty('refresh_token.policies')
})

it.each([
  { my_organization_configuration: {} },
  { my_organization_configuration: { ...my_organization_configuration, allowed_strategies: ['facebook'] } },
  { my_organization_configuration: { ...my_organization_configuration, connection_profile_id: 'cop_1' } },
  { refresh_token: { policies: [{ audience: '', scope: [] }] } },
  { refresh_token: { policies: [{ audience: 'a', scope: ['two words'] }] } },
  { refresh_token: { policies: [...policies, ...policies] } },
])('400: $my_organization_configuration $refresh_token.policies', async (body) => {
  const { path } = await created()
  expect((await operator.send('PATCH', path, body)).status).toBe(400)
})
