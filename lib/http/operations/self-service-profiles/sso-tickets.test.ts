import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/ids'
import { type Api, type ApiCaller, startApi } from '@/test/api'
import { expectRefusals } from '@/test/expect-refusals'
import { createTicketRows } from '@/test/fixtures/sso-ticket-rows'
import { createTestTenant, type TestOrganization } from '@/test/fixtures/tenant'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const scopes = [
  'read:self_service_profiles',
  'create:self_service_profiles',
  'update:self_service_profiles',
  'delete:self_service_profiles',
  'create:sso_access_tickets',
  'delete:sso_access_tickets',
] as const

const path = 'self-service-profiles'
const email = { name: 'email', description: 'The work address', is_optional: false }
const whole = {
  name: 'Enterprise',
  description: 'For customers',
  user_attributes: [email],
  allowed_strategies: ['okta', 'samlp'],
}

let api: Api
let caller: ApiCaller
let organization: TestOrganization
let foreign: { profileId: string; ticketId: string; organizationId: string }

beforeAll(async () => {
  api = await startApi()
  caller = await api.asMachine(scopes)
  organization = await api.tenant.createOrganization()
  const another = await createTestTenant()
  const { id: organizationId } = await another.createOrganization()
  foreign = { organizationId, ...(await another.write((tx) => createTicketRows(tx, organizationId))) }
})

beforeEach(() => api.tenant.write((tx) => tx.selfServiceProfile.deleteMany()))

async function created(body: object = whole): Promise<{ id: string; json: Record<string, unknown> }> {
  const { status, json, text } = await caller.send('POST', path, body)
  expect(status, text).toBe(201)
  return { id: String(json['id']), json }
}

function ticketBody(changed: object = {}): Record<string, unknown> {
  return {
    connection_config: { name: newId('connection').replace('_', '-') },
    enabled_organizations: [{ organization_id: organization.id }],
    ...changed,
  }
}

function events(type: string) {
  return api.tenant.read((tx) =>
    tx.auditEvent.findMany({ where: { tenantId: api.tenant.tenantId, type }, orderBy: { id: 'asc' } }),
  )
}

describe('/self-service-profiles/{id}/sso-ticket', () => {
  it('201 and 202: a link, which can be revoked once by its id', async () => {
    const { id } = await created()
    const { status, json, text } = await caller.send('POST', `${path}/${id}/sso-ticket`, ticketBody())
    expect(status, text).toBe(201)
    const link = String(json['ticket'])
    expect(link).toMatch(new RegExp(`^${api.openid.tenant.url}/connect/sst_\\w{48}$`))
    const row = await api.tenant.read((tx) => tx.ssoTicket.findFirstOrThrow({ where: { profileId: id } }))
    const fiveDays = 432_000_000
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(fiveDays)
    for (const ticket of [row.id, row.id, link.split('/').at(-1), foreign.ticketId, 'unknown'])
      expect((await caller.send('POST', `${path}/${id}/sso-ticket/${ticket}/revoke`)).status).toBe(202)
    expect(await events('sso_ticket.revoked')).toMatchObject([
      { targetId: row.id, organizationId: organization.id, actorKind: 'client' },
    ])
    const unknown = `${path}/${foreign.profileId}/sso-ticket/${foreign.ticketId}/revoke`
    expect((await caller.send('POST', unknown)).status).toBe(404)
  })

  it.each<[string, (here: object) => object]>([
    ['no connection', () => ({ connection_config: undefined })],
    ['two connections', () => ({ connection_id: 'con_1' })],
    ['an unknown connection', () => ({ connection_config: undefined, connection_id: 'con_1' })],
    ['a bad name', () => ({ connection_config: { name: 'own login' } })],
    ['a connection of the tenant', () => ({ connection_config: { name: 'a', is_domain_connection: true } })],
    ['a default connection', () => ({ connection_config: { name: 'a', show_as_button: true } })],
    ['an icon', () => ({ connection_config: { name: 'a', options: { icon_url: 'https://a.test/i.png' } } })],
    ['domain aliases', () => ({ connection_config: { name: 'a', options: { domain_aliases: ['a.test'] } } })],
    [
      'sign-in that starts at the provider',
      () => ({ connection_config: { name: 'a', options: { idpinitiated: { enabled: true } } } }),
    ],
    ['no organization', () => ({ enabled_organizations: [] })],
    ['organizations left out', () => ({ enabled_organizations: undefined })],
    ['two organizations', (here) => ({ enabled_organizations: [here, here] })],
    ['an unknown organization', () => ({ enabled_organizations: [{ organization_id: 'org_1' }] })],
    [
      'another tenant’s organization',
      () => ({ enabled_organizations: [{ organization_id: foreign.organizationId }] }),
    ],
    ['an application', () => ({ enabled_clients: ['client'] })],
    ['more than five days', () => ({ ttl_sec: 432_001 })],
    ['a negative time', () => ({ ttl_sec: -1 })],
    ['domain verification', () => ({ domain_aliases_config: { domain_verification: 'optional' } })],
    ['provisioning', () => ({ provisioning_config: { scopes: ['get:users'] } })],
    ['features', () => ({ enabled_features: { sso: true } })],
  ])('400: %s', async (_, changed) => {
    const { id } = await created()
    const body = ticketBody(changed({ organization_id: organization.id }))
    await expectRefusals({ tenant: api.tenant, caller }, [['POST', `${path}/${id}/sso-ticket`, body]], {
      status: 400,
      errorCode: 'invalid_body',
    })
  })

  it('201: accepts fixed values', async () => {
    const { id } = await created()
    const config = { name: 'here-login', is_domain_connection: false, show_as_button: false }
    const body = ticketBody({
      connection_config: {
        ...config,
        metadata: { plan: 'x' },
        options: { idpinitiated: { enabled: false } },
      },
      enabled_clients: [],
      domain_aliases_config: { domain_verification: 'none' },
      ttl_sec: 60,
    })
    expect((await caller.send('POST', `${path}/${id}/sso-ticket`, body)).status).toBe(201)
  })

  it('403: each without its scope', async () => {
    const { id } = await created()
    for (const [method, at, scope, body] of [
      ['GET', path, 'read:self_service_profiles', undefined],
      ['GET', `${path}/${id}/custom-text/en/get-started`, 'read:self_service_profiles', undefined],
      ['POST', path, 'create:self_service_profiles', whole],
      ['PATCH', `${path}/${id}`, 'update:self_service_profiles', { name: 'Other' }],
      ['PUT', `${path}/${id}/custom-text/en/get-started`, 'update:self_service_profiles', {}],
      ['DELETE', `${path}/${id}`, 'delete:self_service_profiles', undefined],
      ['POST', `${path}/${id}/sso-ticket`, 'create:sso_access_tickets', ticketBody()],
      ['POST', `${path}/${id}/sso-ticket/sst_1/revoke`, 'delete:sso_access_tickets', undefined],
    ] as const) {
      const others = await api.asMachine(scopes.filter((one) => one !== scope))
      const { status, json } = await others.send(method, at, body)
      expect([status, json['errorCode']], `${method} ${at}`).toEqual([403, 'insufficient_scope'])
    }
  })

  it('404: an unknown profile, and another tenant’s', () =>
    expectRefusals(
      { tenant: api.tenant, caller },
      [newId('selfServiceProfile'), foreign.profileId].flatMap((id) => [
        ['GET', `${path}/${id}`],
        ['PATCH', `${path}/${id}`, { name: 'Other' }],
        ['DELETE', `${path}/${id}`],
        ['PUT', `${path}/${id}/custom-text/en/get-started`, {}],
        ['POST', `${path}/${id}/sso-ticket`, ticketBody()],
      ]),
      { status: 404, errorCode: 'inexistent_self_service_profile' },
    ))
})
