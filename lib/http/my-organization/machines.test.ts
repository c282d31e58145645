import { beforeAll, describe, expect, it, vi } from 'vitest'
import { requestToken } from '@/test/fixtures/openid'
import { newAddress } from '@/test/fixtures/invitations'
import { MyOrganizationMachine } from '@/test/fixtures/my-organization-machine'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import {
  configure,
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { connectProvider } from '@/test/my-organization-providers'
import { IdentityProvider } from '@/test/identity-provider'
import { myOrganizationOperations } from './table'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let elsewhere: TestOrganization
let owner: TestUser
let asOwner: MyOrganizationCaller
let machine: MyOrganizationMachine
let asMachine: MyOrganizationCaller

beforeAll(async () => {
  ;({ api, organization, elsewhere, owner, asOwner } = await openMyOrganization())
  machine = await MyOrganizationMachine.create(api, [organization])
  asMachine = await machine.at(organization)
})

/** Every operation, with ids that exist nowhere and a body that is not valid. */
async function statuses(caller: MyOrganizationCaller): Promise<string[]> {
  const found: string[] = []
  for (const { method, path } of myOrganizationOperations) {
    const at = path.slice(1).replaceAll(/\{\w+\}/g, 'unknown')
    const { status, json } = await caller.send(method, at, method === 'GET' ? undefined : {})
    found.push(`${method} ${path} ${status} ${String(json['type']).split('#')[1]}`)
  }
  return found
}

async function kinds(caller: MyOrganizationCaller): Promise<string[]> {
  return [...new Set((await statuses(caller)).map((one) => one.split(' ').slice(2).join(' ')))]
}

function unauthorized(): string[] {
  return ['401 A0E-401-0003']
}

describe('a machine with all scopes', () => {
  it('is answered as an owner is by every operation, but cannot turn on provisioning', async () => {
    const provisioning = 'POST /identity-providers/{identity_provider_id}/provisioning'
    const others = (all: string[]) => all.filter((one) => !one.startsWith(`${provisioning} `))
    const found = await statuses(asMachine)
    expect(others(found)).toEqual(others(await statuses(asOwner)))
    expect(found).toContain(`${provisioning} 403 A0E-403-0001`)
  })

  it('changes its organization, and the audit log names the machine', async () => {
    const { json } = await asMachine.send('PATCH', 'details', { display_name: 'By a machine' })
    expect(json).toMatchObject({ id: organization.id, display_name: 'By a machine' })
    const domain = await asMachine.send('POST', 'domains', { domain: 'machine.test' })
    expect(domain.status).toBe(201)
    const events = await api.tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { actorKind: 'client', actorId: machine.application.id } }),
    )
    expect(events.map(({ type, organizationId }) => [type, organizationId]).sort()).toEqual([
      ['domain.added', organization.id],
      ['organization.renamed', organization.id],
    ])
  })

  it('invites to the portal, in its own name or in one that it gives, and replaces its invitation', async () => {
    const email = newAddress()
    const body = { invitees: [{ email, roles: [api.tenant.role('Member')] }] }
    expect((await asMachine.send('POST', 'member-invitations', body)).status).toBe(201)
    const named = await asMachine.send('POST', 'member-invitations', { ...body, inviter: { name: 'Lumen' } })
    expect(named.status).toBe(201)
    const rows = await api.tenant.read((tx) =>
      tx.invitation.findMany({ where: { email }, orderBy: { createdAt: 'asc' } }),
    )
    const byMachine = { inviterUserId: null, clientId: null, inviterExempt: false }
    expect(rows).toMatchObject([
      { ...byMachine, state: 'revoked', inviterName: 'Application' },
      { ...byMachine, state: 'pending', inviterName: 'Lumen' },
    ])
  })

  it('gives no more than its own scopes have, and removes no one who has more', async () => {
    const user = await api.tenant.createUser()
    await api.tenant.addMember(organization, user)
    const path = `members/${encodeURIComponent(user.id)}/roles`
    const [Member, Admin, Owner] = ['Member', 'Admin', 'Owner'].map((name) => api.tenant.role(name))
    const giving = async (id: unknown) => (await asMachine.send('POST', path, { role_ids: [id] })).status
    expect(await giving(api.tenant.role('Viewer'))).toBe(204)
    expect(await giving(Admin)).toBe(403)
    expect(await giving(Owner)).toBe(403)
    const roles = (await asMachine.get('roles')).rows('roles').map(({ id }) => id)
    expect(roles).toContain(Member)
    expect(roles).not.toContain(Admin)
    const email = newAddress()
    const invitation = { invitees: [{ email, roles: [Admin] }] }
    expect((await asMachine.send('POST', 'member-invitations', invitation)).status).toBe(403)
    const leave = async ({ id }: TestUser) =>
      (await asMachine.send('POST', 'delete-memberships', { members: [id] })).status
    expect(await leave(owner)).toBe(403)
    expect(await leave(user)).toBe(204)
  })

  it('connects an identity provider; another organization’s does not exist', async () => {
    const provider = await IdentityProvider.start([])
    const path = await connectProvider(asMachine, provider)
    expect((await asMachine.send('PATCH', path, { is_enabled: true })).json).toMatchObject({
      is_enabled: true,
    })
    expect((await asMachine.send('POST', `${path}/provisioning`)).json).toMatchObject({
      status: 403,
      detail: expect.stringContaining('A machine cannot do it.'),
    })
    const there = await MyOrganizationMachine.create(api, [elsewhere])
    const asOther = await there.at(elsewhere)
    expect((await asOther.get(path)).status).toBe(404)
    expect((await asOther.send('DELETE', path)).status).toBe(404)
    expect((await asMachine.send('DELETE', path)).status).toBe(204)
    await provider.stop()
  })
})

describe('403', () => {
  it('for the first use of an identity provider without the scope to create one', async () => {
    const provider = await IdentityProvider.start([])
    const path = await connectProvider(asMachine, provider)
    const caller = await machine.at(organization, ['update:my_org:identity_providers'])
    expect((await caller.send('PATCH', path, { is_enabled: true })).json).toMatchObject({
      status: 403,
      detail: 'The auth token lacks the required scope: create:my_org:identity_providers',
    })
    expect((await asMachine.get(path)).json).toMatchObject({ is_enabled: false })
    expect((await asMachine.send('DELETE', path)).status).toBe(204)
    await provider.stop()
  })

  it('for every operation whose scope the token lacks', async () => {
    const caller = await machine.at(organization, ['read:my_org:details'])
    for (const { method, path } of myOrganizationOperations.filter((one) => one.path !== '/details')) {
      const { status, json } = await caller.send(method, path.slice(1))
      expect([path, status, json['title']]).toEqual([path, 403, 'Insufficient Scope'])
    }
  })

  it('for every operation whose scope the grant has lost since, also where it needs no permission', async () => {
    const one = await MyOrganizationMachine.create(api, [organization])
    const caller = await one.at(organization)
    await one.grantOnly([])
    expect(await kinds(caller)).toEqual(['403 A0E-403-0002'])
    await one.grantOnly(['read:my_org:configuration', 'read:my_org:members'])
    expect((await caller.get('details')).json).toMatchObject({ status: 403, title: 'Insufficient Scope' })
    expect((await caller.get('config')).status).toBe(200)
    const { status, rows } = await caller.get('members')
    expect(status).toBe(200)
    for (const row of rows('members')) expect(row).not.toHaveProperty('roles')
  })

  it('for an application whose configuration was removed', async () => {
    const one = await MyOrganizationMachine.create(api, [organization])
    const caller = await one.at(organization)
    await configure({ ...api.openid, web: one.application }, {})
    expect(await kinds(caller)).toEqual(['403 A0E-403-0001'])
  })
})

describe('401 for every operation, at the next request', () => {
  it('once the grant is removed', async () => {
    const one = await MyOrganizationMachine.create(api, [organization])
    const caller = await one.at(organization)
    await one.removeGrant()
    expect(await kinds(caller)).toEqual(unauthorized())
  })

  it('once the grant is removed from the organization', async () => {
    const one = await MyOrganizationMachine.create(api, [organization, elsewhere])
    const caller = await one.at(organization)
    const where = { tenantId: api.tenant.tenantId, grantId: one.grantId, organizationId: organization.id }
    await api.tenant.write((tx) => tx.clientGrantOrganization.deleteMany({ where }))
    expect(await kinds(caller)).toEqual(unauthorized())
  })

  it('once the organization is suspended', async () => {
    const suspended = await api.tenant.createOrganization()
    const caller = await (await MyOrganizationMachine.create(api, [suspended])).at(suspended)
    const data = { suspendedAt: new Date() }
    await api.tenant.write((tx) => tx.organization.updateMany({ where: { id: suspended.id }, data }))
    expect(await kinds(caller)).toEqual(unauthorized())
  })

  it('for a grant of the Management API, which does not count here', async () => {
    const { openid, tenant } = api
    const apiId = await tenant.read(
      async (tx) => (await tx.api.findFirstOrThrow({ where: { isPortal: true } })).id,
    )
    const one = await MyOrganizationMachine.create(api, [organization])
    const caller = await one.at(organization)
    const data = { apiId, scope: ['update:organizations'] }
    await tenant.write((tx) => tx.clientGrant.updateMany({ where: { id: one.grantId }, data }))
    expect(await kinds(caller)).toEqual(unauthorized())
    const form = { grant_type: 'client_credentials', organization: organization.id }
    const audience = `${openid.tenant.url}/api/v2/`
    const management = await requestToken(openid, one.application, { ...form, audience })
    expect(management.scope).toBe('update:organizations')
  })
})
