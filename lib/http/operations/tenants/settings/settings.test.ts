import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { sendInVain } from '@/test/expect-refusals'

let api: Api
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine(['read:tenant_settings', 'update:tenant_settings'])
})

function written() {
  const { tenantId } = api.tenant
  return api.tenant.read(async (tx) => ({
    tenant: await tx.tenant.findUnique({ where: { id: tenantId } }),
    events: await tx.auditEvent.count({ where: { tenantId } }),
  }))
}

function refused(body: object) {
  return sendInVain(operator, ['PATCH', 'tenants/settings', body], written)
}

const initial = {
  friendly_name: 'House',
  default_audience: '',
  session_cookie: { mode: 'persistent' },
  session_lifetime: 168,
  idle_session_lifetime: 8,
  allow_organization_name_in_authentication_api: false,
  inherit_global_permissions_in_organizations: false,
  refuse_leaked_passwords: false,
}

describe('GET /tenants/settings', () => {
  it('200: stored settings, fixed settings, and only the requested properties', async () => {
    const { json } = await operator.get('tenants/settings')
    expect(json).toMatchObject({
      ...initial,
      flags: { enable_sso: true, allow_legacy_ro_grant_types: false },
    })
    const some = await operator.get('tenants/settings?fields=friendly_name,session_lifetime')
    expect(some.json).toEqual({ friendly_name: 'House', session_lifetime: 168 })
  })
})

describe('PATCH /tenants/settings', () => {
  it('200: changes the properties that are sent, and resets them', async () => {
    const identifier = `${api.openid.tenant.url}/api/v2/`
    const input = {
      friendly_name: 'Haus',
      support_email: 'help@tenant.test',
      support_url: 'https://tenant.test/help',
      picture_url: 'https://tenant.test/p.png',
      default_audience: identifier,
      default_redirection_uri: 'https://tenant.test/login',
      session_lifetime: 24,
      idle_session_lifetime: 0.5,
      allow_organization_name_in_authentication_api: true,
      refuse_leaked_passwords: true,
    }
    const changed = await operator.send('PATCH', 'tenants/settings', input)
    expect([changed.status, changed.json]).toEqual([200, { ...changed.json, ...input }])
    expect((await operator.get('tenants/settings')).json).toEqual(changed.json)
    const back = {
      support_email: '',
      support_url: '',
      picture_url: '',
      default_audience: '',
      default_redirection_uri: '',
      friendly_name: 'House',
      session_lifetime_in_minutes: 10_080,
      idle_session_lifetime_in_minutes: 480,
      allow_organization_name_in_authentication_api: null,
      refuse_leaked_passwords: false,
    }
    const { json } = await operator.send('PATCH', 'tenants/settings', back)
    expect(json).toEqual({ ...initial, flags: json['flags'] })
  })
  it('200: sending back the response of GET, or Auth0’s name for a fixed value, changes nothing', async () => {
    const { json } = await operator.get('tenants/settings')
    expect((await refused(json)).json).toEqual(json)
    const fixed = {
      enabled_locales: ['en'],
      allowed_logout_urls: [],
      mtls: null,
      change_password: null,
      pushed_authorization_requests_supported: false,
      default_directory: '',
      flags: { enable_sso: true },
    }
    expect((await refused(fixed)).status).toBe(200)
  })
  it('200: with a warning about a setting that affects every organization', async () => {
    const on = { inherit_global_permissions_in_organizations: true }
    const { json, headers } = await operator.send('PATCH', 'tenants/settings', on)
    expect(json).toMatchObject({ ...on, warnings: [expect.stringContaining('every organization')] })
    expect(headers.get('etag')).toBeNull()
    const off = await operator.send('PATCH', 'tenants/settings', {
      inherit_global_permissions_in_organizations: false,
    })
    expect(off.json['warnings']).toBeUndefined()
    expect(off.headers.get('etag')).toBe((await operator.get('tenants/settings')).headers.get('etag'))
  })
  it.each<[string, object, string]>([
    ['an empty name', { friendly_name: '' }, 'friendly_name'],
    ['no address', { support_email: 'nobody' }, 'address'],
    ['help without https', { support_url: 'http://tenant.test' }, 'Support URL'],
    ['a picture of another kind', { picture_url: 'data:image/png;base64,x' }, 'Picture URL'],
    ['an API that is not there', { default_audience: 'https://no.tenant.test' }, 'no API'],
    ['a login route without https', { default_redirection_uri: 'http://tenant.test/login' }, 'login route'],
    ['a login route with a fragment', { default_redirection_uri: 'https://tenant.test/#in' }, 'login route'],
    ['no hours', { session_lifetime: 0 }, 'session_lifetime'],
    ['more than a year', { session_lifetime: 8761 }, 'session_lifetime'],
    ['idle for longer than it lives', { idle_session_lifetime: 169 }, 'idle'],
    ['half a minute', { session_lifetime_in_minutes: 90.5 }, 'session_lifetime_in_minutes'],
    ['both units', { session_lifetime: 1, session_lifetime_in_minutes: 60 }, 'session_lifetime_in_minutes'],
    ['another flag', { flags: { enable_sso: false } }, 'flags.enable_sso'],
    ['an unknown flag', { flags: { enable_everything: true } }, 'enable_everything'],
    ['another language', { enabled_locales: ['de'] }, 'enabled_locales'],
    ['a page of its own', { error_page: { html: '<p>', show_log_link: false } }, 'error_page'],
    ['a short cookie', { session_cookie: { mode: 'non-persistent' } }, 'session_cookie'],
    ['a sandbox', { sandbox_version: '22' }, 'sandbox_version'],
  ])('400: %s', async (_, body, named) => {
    const { status, json } = await refused(body)
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
    expect(json['message']).toContain(named)
  })
})
