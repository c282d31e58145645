import { beforeAll, describe, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { publicPem } from '@/test/public-pem'
import { createOperator } from '@/test/fixtures/operator'
import { createClient } from './create-client'
import type { ClientInput } from './validate-settings'

let tenant: TestTenant
let access: TenantAccess<'create:clients'>

beforeAll(async () => {
  tenant = await createTestTenant()
  access = await tenant.tenantAccess(await createOperator(tenant), 'create:clients')
})

function make(input: ClientInput) {
  return createClient(access, { ...input, name: input.name ?? 'Documents' })
}

describe('the settings of an application', () => {
  const at = (url: string) => ({ redirectUris: [url] })
  const native = (url: string) => ({ appType: 'native' as const, redirectUris: [url] })
  it.each<[string, ClientInput]>([
    ['name', { name: '' }],
    ['name', { name: '<b>' }],
    ['description', { description: 'x'.repeat(141) }],
    ['logo_uri', { logoUri: 'http://images.acme.test/logo.png' }],
    ['callbacks', at('https://*.acme.test/callback')],
    ['callbacks', at('https://{organization_name}.acme.test/callback')],
    ['callbacks', at('https://app.acme.test/#here')],
    ['callbacks', at('http://app.acme.test/')],
    ['callbacks', at('/callback')],
    ['callbacks', at('https://me:secret@app.acme.test/')],
    ['callbacks', at('https://app.acme.test/two words')],
    ['callbacks', at(`https://app.acme.test/${'x'.repeat(2000)}`)],
    ['callbacks', at('com.house.app://callback')],
    ['callbacks', native('javascript://alert(1)')],
    ['callbacks', native('http://app.acme.test/')],
    ['callbacks', native('https://localhost/')],
    ['callbacks', native('http://app.localhost/')],
    [
      'callbacks',
      { redirectUris: Array.from({ length: 101 }, (_, index) => `https://app.acme.test/${index}`) },
    ],
    ['allowed_logout_urls', { logoutUrls: ['https://app.acme.test/*'] }],
    ['allowed_origins', { allowedOrigins: ['https://app.acme.test/'] }],
    ['web_origins', { webOrigins: ['https://app.acme.test/page'] }],
    ['web_origins', { webOrigins: ['app.acme.test'] }],
    ['initiate_login_uri', { initiateLoginUri: 'http://app.acme.test/login' }],
    ['grant_types', { grantTypes: ['client_credentials'], tokenEndpointAuthMethod: 'none' }],
    ['grant_types', { appType: 'spa', grantTypes: ['client_credentials'] }],
    ['client_authentication_methods', { tokenEndpointAuthMethod: 'private_key_jwt' }],
    ['client_authentication_methods', { tokenEndpointAuthMethod: 'none', keys: [{ kid: 'x' }] }],
    ['client_authentication_methods', { keys: [] }],
    ['client_authentication_methods', { keys: [{ kid: 'none of its own' }] }],
    ['client_authentication_methods', { keys: [{ pem: 'no key' }] }],
    ['client_authentication_methods', { keys: [{ pem: publicPem(1024) }] }],
    ['organization_discovery_methods', { organizationDiscoveryMethods: [] }],
    ['refresh_token', { refreshIdleSeconds: 3_000_000 }],
    [
      'client_metadata',
      { metadata: Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`k${at}`, ''])) },
    ],
    ['client_metadata', { metadata: { long: 'x'.repeat(256) } }],
    ['require_pkce', { appType: 'spa', requirePkce: false }],
    ['require_pkce', { appType: 'native', requirePkce: false }],
    ['require_pkce', { tokenEndpointAuthMethod: 'none', requirePkce: false }],
  ])('are rejected at %s: %o', async (field, wrong) => {
    const before = await tenant.read((tx) => tx.client.count())
    await expect(make(wrong)).rejects.toMatchObject({ code: 'invalid', field })
    expect(await tenant.read((tx) => tx.client.count())).toBe(before)
  })

  it.each<ClientInput>([
    at('http://localhost:4000/callback'),
    at('http://acme.localhost:3000/callback'),
    at('http://127.0.0.1/callback?x=1'),
    native('com.house.app://callback'),
    native('http://127.0.0.1/callback'),
    { webOrigins: ['http://localhost:4000'], allowedOrigins: ['https://app.acme.test'] },
    { appType: 'native', allowedOrigins: ['capacitor://localhost'] },
    { initiateLoginUri: 'http://localhost:4000/login' },
    { requirePkce: false },
    { appType: 'spa', requirePkce: true },
  ])('are accepted: %o', async (right) => {
    expect((await make(right)).client).toMatchObject(right)
  })
})
