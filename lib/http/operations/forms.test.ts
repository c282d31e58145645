import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiAnswer, type ApiCaller } from '@/test/api'
import { asForm } from '@/test/form'
import { createClient } from '@/test/fixtures/invitations-api'

let api: Api
let operator: ApiCaller
let organization: string
let clientId: string

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine([
    ...(['create:clients', 'update:roles', 'create:organization_clients', 'update:branding'] as const),
    ...(['create:organization_invitations', 'update:tenant_settings', 'update:connections'] as const),
    ...(['create:organization_member_roles', 'create:resource_servers'] as const),
  ])
  organization = `organizations/${(await api.tenant.createOrganization()).id}`
  clientId = await createClient(api, { initiateLoginUri: 'https://docs.tenant.test/login' })
})

function form(method: string, path: string, body: unknown): Promise<ApiAnswer> {
  return operator.request(method, path, asForm(body))
}

const scopes = [{ value: 'read:a', description: '7', open_to_organizations: true }, { value: 'read:b' }]

describe('POST /resource-servers', () => {
  it('201: a form’s list of objects, with numbers and flags among texts that look like them', async () => {
    const body = { identifier: 'https://form.tenant.test', name: '12', token_lifetime: 60, scopes }
    const { status, json } = await form('POST', 'resource-servers', body)
    expect(status).toBe(201)
    expect(json).toMatchObject({
      ...body,
      scopes: [scopes[0], { value: 'read:b', open_to_organizations: false }],
    })
  })
  it.each([
    ['token_lifetime', { token_lifetime: 'soon' }],
    ['scopes[1].value', { scopes: [{ value: 'a' }, { value: '' }] }],
    ['scopes', { scopes: { 1: { value: 'a' } } }],
    ['scopes', { scopes: 'a' }],
  ])('400: an invalid %s in a form', async (name, body) => {
    const { status, json } = await form('POST', 'resource-servers', { identifier: 'https://x.test', ...body })
    expect([status, json['errorCode']]).toEqual([400, 'invalid_body'])
    expect(json['message']).toContain(` on property ${name}.`)
  })
})

describe('POST /roles/{id}/permissions', () => {
  it('201: accepts a form body', async () => {
    const { tenantId } = api.tenant
    const { identifier } = await api.tenant.read((tx) =>
      tx.api.findFirstOrThrow({ where: { tenantId, isPortal: true } }),
    )
    const permissions = ['read:users', 'read:clients'].map((permission_name) => ({
      permission_name,
      resource_server_identifier: identifier,
    }))
    const role = await api.tenant.write((tx) => tx.role.create({ data: { id: newId('role'), name: 'Form' } }))
    expect((await form('POST', `roles/${role.id}/permissions`, { permissions })).status).toBe(201)
    const where = { roleId: role.id }
    expect(await api.tenant.read((tx) => tx.rolePermission.count({ where }))).toBe(2)
  })
})

describe('POST /organizations/{id}/clients', () => {
  it('201: accepts a form body', async () => {
    const clients = [{ client_id: clientId, use_for_member_access: false }]
    const { status, rows } = await form('POST', `${organization}/clients`, { clients })
    expect([status, rows]).toMatchObject([201, clients])
  })
})

describe('POST /organizations/{id}/invitations/bulk', () => {
  it('200: accepts a form body', async () => {
    const invitations = ['a@form.test', 'b@form.test'].map((email) => ({ invitee: { email } }))
    const body = { inviter: { name: '3' }, client_id: clientId, dry_run: true, ttl_sec: 60, invitations }
    const { status, json } = await form('POST', `${organization}/invitations/bulk`, body)
    expect(status).toBe(200)
    expect(json).toMatchObject({ dry_run: true, verdicts: [{ verdict: 'invited' }, { verdict: 'invited' }] })
  })
})

describe('POST /clients', () => {
  it('201: accepts fixed values, numbers and flags', async () => {
    const fixed = { rotation_type: 'rotating', leeway: 0, infinite_token_lifetime: false }
    const body = { name: 'Form', app_type: 'spa', refresh_token: fixed, callbacks: ['https://a.test/cb'] }
    expect((await form('POST', 'clients', body)).status).toBe(201)
  })
})

describe('PATCH /connections/{id}/clients', () => {
  it('204: accepts a list as a form', async () => {
    const path = `connections/${api.tenant.connection('password')}/clients`
    expect((await form('PATCH', path, [{ client_id: clientId, status: true }])).status).toBe(204)
  })
})

describe('PATCH /branding', () => {
  it('200: accepts a gradient as a form', async () => {
    const page_background = { type: 'linear-gradient', start: '#ffffff', end: '#000000', angle_deg: 35.5 }
    const { json } = await form('PATCH', 'branding', { colors: { page_background } })
    expect(json).toEqual({ colors: { page_background } })
  })
})

describe('PATCH /tenants/settings', () => {
  const body = {
    friendly_name: '2026',
    flags: { enable_sso: true, change_pwd_flow_v1: false },
    session_lifetime: 5,
  }
  it('200: accepts fixed flags in a form', async () => {
    const { status, json } = await form('PATCH', 'tenants/settings', { ...body, idle_session_lifetime: 1.5 })
    expect([status, json]).toMatchObject([200, { ...body, idle_session_lifetime: 1.5 }])
  })
  it('400: another value of a flag in a form', async () => {
    const { status, json } = await form('PATCH', 'tenants/settings', { flags: { enable_sso: false } })
    expect(status).toBe(400)
    expect(json['message']).toContain(' on property flags.enable_sso.')
  })
})
