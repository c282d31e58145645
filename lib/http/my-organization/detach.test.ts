import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { detachConnection } from '@/lib/domain/connections/remove-organization-connection'
import { updateConnection } from '@/lib/domain/connections/update-connection'
import { finishSsoTicket } from '@/lib/domain/sso-tickets/finish-sso-ticket'
import { getTicketConnection } from '@/lib/domain/sso-tickets/queries'
import { assertMayTest } from '@/lib/federation/connection-tester'
import { answerProgram } from '@/lib/server/routes'
import { type ApiCaller, apiOf } from '@/test/api'
import { connectionScopes } from '@/test/fixtures/connections-api'
import { refusalCode } from '@/test/fixtures/signed-out'
import { SsoTickets } from '@/test/fixtures/sso-tickets'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { IdentityProvider } from '@/test/identity-provider'
import {
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { addVerifiedDomain, connectProvider, idIn } from '@/test/my-organization-providers'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let asOwner: MyOrganizationCaller
/** By the Management API: at tenant level, and bound to the organization. */
let asTenant: ApiCaller
let asBound: ApiCaller
let provider: IdentityProvider
let path: string
let id: string
/** Of the Management API. */
let connections: string

beforeAll(async () => {
  ;({ api, organization, asOwner } = await openMyOrganization())
  const management = apiOf(api.openid)
  const scopes = [...connectionScopes, 'read:connections', 'delete:connections'] as const
  asTenant = await management.asMachine(scopes)
  asBound = await management.asMachine(connectionScopes, organization)
  connections = `organizations/${organization.id}/connections`
  provider = await IdentityProvider.start([])
  await addVerifiedDomain(api, organization, 'detached.test')
  return () => provider.stop()
})
beforeEach(async () => {
  path = await connectProvider(asOwner, provider)
  id = idIn(path)
})

async function sent(status: number, ...[method, at, body]: [string, string, object?]): Promise<void> {
  const answer = await asOwner.send(method, at, body)
  expect(answer.status, `${method} ${at} ${answer.text}`).toBe(status)
}

function eventTypes(): Promise<string[]> {
  const where = { tenantId: api.tenant.tenantId, targetId: id }
  return api.tenant.read(async (tx) =>
    (await tx.auditEvent.findMany({ where, orderBy: { id: 'asc' } })).map(({ type }) => type),
  )
}

async function expectGone(): Promise<void> {
  expect((await asOwner.get('identity-providers')).rows('identity_providers')).toEqual([])
  for (const [method, at, body] of [
    ['GET', path],
    ['PATCH', path, { is_enabled: true }],
    ['PATCH', path, { display_name: 'Taken back' }],
    ['PATCH', path, { options: { client_id: 'other' } }],
    ['PUT', `${path}/update-attributes`, {}],
    ['POST', `${path}/domains`, { domain: 'detached.test' }],
    ['POST', `${path}/provisioning`],
    ['POST', `${path}/detach`],
    ['DELETE', path],
  ] as const)
    await sent(404, method, at, body)
}

describe('a detached identity provider', () => {
  it('is found by no one in the organization any more, enabled before or not', async () => {
    for (const isEnabled of [false, true]) {
      if (isEnabled) {
        path = await connectProvider(asOwner, provider)
        id = idIn(path)
        await sent(200, 'PATCH', path, { is_enabled: true })
      }
      await sent(204, 'POST', `${path}/detach`)
      await expectGone()
      expect((await eventTypes()).at(-1)).toBe('connection.detached')
      expect((await asTenant.send('DELETE', `connections/${id}`)).status).toBe(202)
    }
  })

  it('cannot be added again by a token of the organization that names its id', async () => {
    await sent(204, 'POST', `${path}/detach`)
    const added = { connection_id: id }
    for (const list of [connections, `organizations/${organization.id}/enabled_connections`])
      expect((await asBound.send('POST', list, added)).status, list).toBe(404)
    expect((await asBound.send('PATCH', `${connections}/${id}`, { is_enabled: true })).status).toBe(404)
    await expectGone()
  })

  it('has no directory sync any more: a token of the directory is refused', async () => {
    await sent(201, 'POST', `${path}/provisioning`)
    const { json } = await asOwner.send('POST', `${path}/provisioning/scim-tokens`, {})
    const scim = async () => {
      const headers = {
        authorization: `Bearer ${String(json['token'])}`,
        'x-foyer-tenant': api.openid.tenant.id,
      }
      const url = `${api.openid.tenant.url}/scim/v2/connections/${id}/Users`
      return (await answerProgram(new Request(url, { headers }))).status
    }
    expect(await scim()).toBe(200)
    await sent(204, 'POST', `${path}/detach`)
    expect(await scim()).toBe(401)
    expect((await eventTypes()).slice(-2)).toEqual(['connection.detached', 'directory.turned_off'])
  })

  it('is not found by the holder of a set-up link, and no other link is made for it', async () => {
    const tickets = await SsoTickets.open()
    const { id: connection } = await tickets.own.create()
    const { access } = await tickets.create({ connection })
    const tester = { access, slug: null, returnTo: '/' }
    await assertMayTest(tester, connection)
    await detachConnection(await tickets.own.at(), connection)
    for (const attempt of [
      () => getTicketConnection(access, connection),
      () => assertMayTest(tester, connection),
      () => updateConnection(access, { id: connection, displayName: 'Taken back' }),
      () => finishSsoTicket(access),
    ])
      expect(await refusalCode(attempt())).toBe('not_found')
    expect(await refusalCode(tickets.secret({ connection }))).toBe('invalid')
    await sent(204, 'DELETE', path)
  })

  it('counts towards the limit of the organization, which says who can delete it', async () => {
    await sent(204, 'POST', `${path}/detach`)
    const { tenantId } = api.tenant
    await api.tenant.write(
      (tx) => tx.$executeRaw`
        INSERT INTO connections
          (tenant_id, id, name, strategy, display_name, options, sealed_secret, organization_id, detached_at)
        SELECT tenant_id, id || n, name || n, strategy, display_name, options, sealed_secret, organization_id, detached_at
        FROM connections, generate_series(2, 10) n WHERE tenant_id = ${tenantId} AND id = ${id}`,
    )
    await expect(connectProvider(asOwner, provider)).rejects.toThrow(
      'at most 10 identity providers of its own, including detached ones. Ask the operator of this portal to delete one that was detached.',
    )
    const where = { organizationId: organization.id, detachedAt: { not: null } }
    await api.tenant.write((tx) => tx.connection.updateMany({ where: { id }, data: { detachedAt: null } }))
    await expect(connectProvider(asOwner, provider)).rejects.toThrow(
      'including detached ones. Delete another one first, or ask the operator of this portal to delete one that was detached.',
    )
    await api.tenant.write((tx) =>
      tx.connection.updateMany({ where: { id }, data: { detachedAt: new Date() } }),
    )
    await api.tenant.write((tx) => tx.connection.deleteMany({ where }))
  })

  it('stays with the tenant, which can add it again, and is not among the organization’s connections', async () => {
    await sent(200, 'PATCH', path, { is_enabled: true })
    await sent(204, 'POST', `${path}/detach`)
    expect((await asTenant.get(`connections/${id}`)).status).toBe(200)
    expect((await asTenant.get(`${connections}/${id}`)).status).toBe(404)
    expect((await asTenant.get(connections)).rows.map((row) => row['connection_id'])).not.toContain(id)
    expect((await asTenant.send('POST', connections, { connection_id: id })).json).toMatchObject({
      is_enabled: true,
      organization_access_level: 'full',
    })
    await sent(200, 'GET', path)
    // Disabled in the portal, it is still the organization’s own.
    expect(
      (await asBound.send('DELETE', `organizations/${organization.id}/enabled_connections/${id}`)).status,
    ).toBe(204)
    await sent(200, 'GET', path)
    await sent(204, 'DELETE', path)
  })
})

describe('/api/v2/organizations/{id}/connections', () => {
  it('200: shows a provider that was never enabled, which can be changed there', async () => {
    const listed = async (query = '') =>
      (await asTenant.get(`${connections}${query}`)).rows.filter((row) => row['connection_id'] === id)
    const row = {
      connection_id: id,
      is_enabled: false,
      show_as_button: true,
      organization_access_level: 'full',
    }
    expect(await listed()).toMatchObject([row])
    expect(await listed('?is_enabled=false')).toMatchObject([row])
    expect(await listed('?is_enabled=true')).toEqual([])
    expect((await asBound.get(`${connections}/${id}`)).json).toMatchObject(row)
    const changed = await asTenant.send('PATCH', `${connections}/${id}`, {
      organization_access_level: 'readonly',
    })
    expect(changed.json).toMatchObject({ ...row, organization_access_level: 'readonly' })
    await sent(403, 'DELETE', path)
    await asTenant.send('PATCH', `${connections}/${id}`, {
      is_enabled: true,
      organization_access_level: 'full',
    })
    expect(await listed('?is_enabled=true')).toMatchObject([{ connection_id: id }])
    await sent(204, 'DELETE', path)
  })

  it('403: who can only change connections does not add one that was never enabled', async () => {
    const management = apiOf(api.openid)
    const changer = await management.asMachine(['update:organization_connections'], organization)
    for (const change of [{ is_enabled: true }, { show_as_button: false }])
      expect((await changer.send('PATCH', `${connections}/${id}`, change)).status).toBe(403)
    await sent(204, 'DELETE', path)
  })

  it('204: DELETE detaches it', async () => {
    expect((await asBound.send('DELETE', `${connections}/${id}`)).status).toBe(204)
    await expectGone()
  })
})
