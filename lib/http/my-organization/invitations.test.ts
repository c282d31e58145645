import { beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/ids'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import {
  type MyOrganizationApi,
  type MyOrganizationCaller,
  startMyOrganizationApi,
} from '@/test/my-organization-api'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let owner: TestUser
let asOwner: MyOrganizationCaller
let asNeighbour: MyOrganizationCaller
let made = 0

beforeAll(async () => {
  api = await startMyOrganizationApi()
  const { tenant, openid } = api
  const where = { tenantId_id: { tenantId: tenant.tenantId, id: openid.web.id } }
  await tenant.write((tx) => tx.client.update({ where, data: { organizationUsage: 'allow' } }))
  owner = await tenant.createUser()
  const neighbour = await tenant.createUser()
  organization = await tenant.createOrganization({ owner })
  const elsewhere = await tenant.createOrganization({ owner: neighbour })
  asOwner = await api.as(owner, organization)
  asNeighbour = await api.as(neighbour, elsewhere)
})

function newAddress(): string {
  return `invitee-${++made}@tenant.test`
}

async function invited(
  caller: MyOrganizationCaller,
  ...emails: string[]
): Promise<Record<string, unknown>[]> {
  const invitees = emails.map((email) => ({ email, roles: [api.tenant.role('Member')] }))
  const { status, text } = await caller.send('POST', 'member-invitations', { invitees })
  expect([status, text]).toEqual([201, expect.any(String)])
  return JSON.parse(text) as Record<string, unknown>[]
}

function statesOf(email: string): Promise<string[]> {
  return api.tenant.read(async (tx) => {
    const where = { tenantId: api.tenant.tenantId, organizationId: organization.id, email }
    const found = await tx.invitation.findMany({ where, orderBy: { createdAt: 'asc' } })
    return found.map(({ state }) => state)
  })
}

describe('/member-invitations', () => {
  it('201, 200 and 204: is sent for the token’s application, read and revoked', async () => {
    const email = newAddress()
    const [invitation = {}] = await invited(asOwner, email)
    expect(invitation).toEqual({
      id: expect.stringMatching(/^uinv_/),
      organization_id: organization.id,
      inviter: { name: owner.name },
      invitee: { email },
      created_at: expect.any(String),
      expires_at: expect.any(String),
      roles: [api.tenant.role('Member')],
      invitation_url: expect.any(String),
      ticket_id: expect.any(String),
    })
    const path = `member-invitations/${String(invitation['id'])}`
    expect((await asOwner.get(path)).json).toMatchObject({ id: invitation['id'], invitee: { email } })
    expect((await asOwner.get(`${path}/roles`)).rows('roles')).toMatchObject([{ name: 'Member' }])
    const row = await api.tenant.read((tx) => tx.invitation.findFirstOrThrow({ where: { email } }))
    expect(row.clientId).toBe(api.openid.web.id)
    for (const refused of [
      await asNeighbour.get(path),
      await asNeighbour.get(`${path}/roles`),
      await asNeighbour.send('DELETE', path),
    ])
      expect(refused.status).toBe(404)
    expect((await asOwner.send('DELETE', path)).status).toBe(204)
    expect((await asOwner.send('DELETE', path)).status).toBe(404)
    expect((await asOwner.get(path)).status).toBe(404)
  })

  it('200: its roles need the scope of roles alone, and a user who sees invitations', async () => {
    const [{ id = '' } = {}] = await invited(asOwner, newAddress())
    const path = `member-invitations/${String(id)}/roles`
    const reader = await api.tenant.createUser()
    await api.tenant.addMember(organization, reader, ['Admin'])
    const caller = await api.as(reader, organization, ['read:my_org:member_roles'])
    expect((await caller.get(path)).rows('roles')).toMatchObject([{ name: 'Member' }])
    const invitations = ['read:my_org:member_invitations']
    expect((await (await api.as(reader, organization, invitations)).get(path)).status).toBe(403)
    await api.holdOnly(reader, organization, ['read:organization_member_roles'])
    expect((await caller.get(path)).status).toBe(404)
    await api.holdOnly(reader, organization, ['read:organization_invitations'])
    expect((await caller.get(path)).status).toBe(403)
  })

  it('200: is listed newest first, or oldest first, page by page', async () => {
    const emails = [newAddress(), newAddress(), newAddress()]
    for (const email of emails) await invited(asOwner, email)
    const first = await asOwner.get('member-invitations?take=2')
    const addresses = first.rows('invitations').map(({ invitee }) => Object(invitee) as { email: string })
    expect(addresses.map(({ email }) => email)).toEqual([emails[2], emails[1]])
    const next = await asOwner.get(`member-invitations?take=1&from=${String(first.json['next'])}`)
    expect(next.rows('invitations')).toMatchObject([{ invitee: { email: emails[0] } }])
    const fields = await asOwner.get('member-invitations?sort=created_at:1&fields=id&take=1')
    expect(Object.keys(fields.rows('invitations')[0] ?? {})).toEqual(['id'])
    expect((await asNeighbour.get('member-invitations')).rows('invitations')).toEqual([])
    const all = (await asOwner.get('member-invitations')).rows('invitations').length
    const counted = await asOwner.get('member-invitations?take=1&include_totals=true')
    expect(counted.json).toMatchObject({ total: all, total_is_capped: false })
    const none = await asNeighbour.get('member-invitations?include_totals=true')
    expect(none.json).toEqual({ invitations: [], total: 0, total_is_capped: false })
    expect((await asOwner.get('member-invitations?sort=name:1')).status).toBe(400)
  })

  it('201: revokes a pending invitation to the same address, and sends the new one', async () => {
    const email = newAddress()
    const [first = {}] = await invited(asOwner, email)
    const [second = {}] = await invited(asOwner, email.toUpperCase())
    expect(second['id']).not.toBe(first['id'])
    expect(await statesOf(email)).toEqual(['revoked'])
    const events = await api.tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { tenantId: api.tenant.tenantId, type: 'invitation.revoked' } }),
    )
    expect(events.filter(({ targetId }) => targetId === first['id'])).toHaveLength(1)
  })

  it('201: can be sent again as it was read, also without roles', async () => {
    const email = newAddress()
    const body = { invitees: [{ email, roles: [] }] }
    const first = await asOwner.send('POST', 'member-invitations', body)
    expect(first.status).toBe(201)
    const [{ id = '' } = {}] = JSON.parse(first.text) as { id?: string }[]
    const path = `member-invitations/${id}`
    const { invitee, roles, inviter } = (await asOwner.get(path)).json
    expect(roles).toEqual([])
    expect((await asOwner.send('DELETE', path)).status).toBe(204)
    const again = { invitees: [{ ...Object(invitee), roles }], inviter }
    expect((await asOwner.send('POST', 'member-invitations', again)).status).toBe(201)
    expect((await statesOf(email)).sort()).toEqual(['pending', 'revoked'])
  })

  it('201: can be sent again with more than ten roles, of which none is lost', async () => {
    const email = newAddress()
    const given = await newRoles(60)
    const send = async (body: object) => {
      const { status, text } = await asOwner.send('POST', 'member-invitations', { invitees: [body] })
      expect(status, text).toBe(201)
      const [{ id, roles } = { id: '', roles: [] }] = JSON.parse(text) as { id: string; roles: string[] }[]
      return { path: `member-invitations/${id}`, roles: roles.sort() }
    }
    const first = await send({ email, roles: given })
    const { roles } = (await asOwner.get(first.path)).json
    expect((await asOwner.send('DELETE', first.path)).status).toBe(204)
    const again = await send({ email, roles })
    expect([first.roles, again.roles]).toEqual([given, given])
  })

  it('201 once, of two at the same time', async () => {
    const email = newAddress()
    await Promise.all([invited(asOwner, email), invited(asOwner, email)])
    expect((await statesOf(email)).sort()).toEqual(['pending', 'revoked'])
  })

  it('409: does not replace an invitation for a user who cannot revoke invitations', async () => {
    const email = newAddress()
    await invited(asOwner, email)
    const inviter = await api.tenant.createUser()
    await api.tenant.addMember(organization, inviter, ['Viewer'])
    const roleId = await invitersRole()
    await api.tenant.write((tx) =>
      tx.memberRole.create({
        data: { organizationId: organization.id, userId: inviter.id, roleId, usableIn: '*' },
      }),
    )
    const { json } = await (
      await api.as(inviter, organization)
    ).send('POST', 'member-invitations', { invitees: [{ email }] })
    expect(json).toMatchObject({ status: 409, title: 'Duplicate Resource' })
    expect(await statesOf(email)).toEqual(['pending'])
  })

  it('409: a member’s address, and then sends nothing to the others', async () => {
    const email = newAddress()
    const body = { invitees: [{ email }, { email: owner.email }] }
    expect((await asOwner.send('POST', 'member-invitations', body)).status).toBe(409)
    expect(await statesOf(email)).toEqual([])
  })

  it('400 and 403: bad input; roles that the user cannot give', async () => {
    const email = newAddress()
    const bodies: object[] = [
      {},
      { invitees: [] },
      { invitees: [{ email: 'none' }] },
      { invitees: [{ email }, { email: email.toUpperCase() }] },
      { invitees: Array.from({ length: 11 }, () => ({ email: newAddress() })) },
      { invitees: [{ email }], ttl_sec: 2_592_001 },
      { invitees: [{ email }], client_id: 'x' },
      { invitees: [{ email }], identity_provider_id: 'con_unknown' },
      { invitees: [{ email, roles: ['rol_unknown'] }] },
    ]
    for (const body of bodies)
      expect((await asOwner.send('POST', 'member-invitations', body)).status, JSON.stringify(body)).toBe(400)
    const admin = await api.tenant.createUser()
    await api.tenant.addMember(organization, admin, ['Admin'])
    const refused = await (
      await api.as(admin, organization)
    ).send('POST', 'member-invitations', { invitees: [{ email, roles: [api.tenant.role('Owner')] }] })
    expect(refused.status).toBe(403)
    expect(await statesOf(email)).toEqual([])
  })
})

describe('/delete-member-invitations', () => {
  it('204 and 404: several at once, or none of them', async () => {
    const ids = (await invited(asOwner, newAddress(), newAddress())).map(({ id }) => id)
    const path = 'delete-member-invitations'
    expect((await asNeighbour.send('POST', path, { invitations: ids })).status).toBe(404)
    expect((await asOwner.send('POST', path, { invitations: [...ids, 'uinv_unknown'] })).status).toBe(404)
    expect((await asOwner.send('POST', path, { invitations: ids })).status).toBe(204)
    expect((await asOwner.send('POST', path, { invitations: [] })).status).toBe(400)
  })
})

async function newRoles(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId('role')).sort()
  const data = ids.map((id) => ({ id, name: id, assignable: true }))
  await api.tenant.write((tx) => tx.role.createMany({ data }))
  return ids
}

/** May invite, and nothing else. */
async function invitersRole(): Promise<string> {
  const { tenantId } = api.tenant
  return api.tenant.write(async (tx) => {
    const { id: apiId } = await tx.api.findFirstOrThrow({ where: { tenantId, isPortal: true } })
    const role = await tx.role.create({ data: { id: 'rol_inviter', name: 'Inviter', assignable: true } })
    await tx.rolePermission.create({
      data: { roleId: role.id, usableIn: '*', apiId, name: 'create:organization_invitations' },
    })
    return role.id
  })
}
