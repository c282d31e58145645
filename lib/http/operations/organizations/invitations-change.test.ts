import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findInvitation } from '@/lib/domain/invitations/find-invitation'
import type { ApiAnswer, ApiCaller } from '@/test/api'
import { newAddress } from '@/test/fixtures/invitations'
import {
  invitationBody,
  createClient,
  startInvitationsApi,
  countInvitationRows,
  type InvitationsApi,
} from '@/test/fixtures/invitations-api'

let fixture: InvitationsApi
let elsewhere: string

beforeAll(async () => {
  fixture = await startInvitationsApi()
  elsewhere = (await fixture.api.tenant.createOrganization()).id
})
afterAll(() => fixture.close())

describe('PATCH /organizations/{id}/invitations/{invitation_id}', () => {
  it('200: replaces the roles, keeps the link, writes an event', async () => {
    const { api, operator, path, invitations } = fixture
    const before = await make({ roles: [api.tenant.role('Owner'), api.tenant.role('Viewer')] })
    const roles = [api.tenant.role('Member'), api.tenant.role('Viewer')]
    const { status, json } = await operator.send('PATCH', `${path}/${before.id}`, { roles })
    expect({ status, ...json }).toEqual({ ...before, status: 200, roles })
    const events = await invitations.eventsOf('invitation.roles_changed')
    expect(events.filter(({ targetId }) => targetId === before.id)).toHaveLength(1)
  })

  it('200: with the ETag of what was read; 412 with an older one', async () => {
    const { api, operator, path } = fixture
    const { id } = await make()
    const tag = (await operator.get(`${path}/${id}`)).headers.get('etag') ?? ''
    const change = (role: string) =>
      operator.request('PATCH', `${path}/${id}`, {
        headers: { 'if-match': tag },
        raw: JSON.stringify({ roles: [api.tenant.role(role)] }),
      })
    expect(await change('Member')).toMatchObject({ status: 200 })
    expect(await change('Owner')).toMatchObject({ status: 412 })
  })

  it.each([
    ['no roles', {}],
    ['an empty list', { roles: [] }],
    ['51 roles', { roles: Array.from({ length: 51 }, (_, organization) => `rol_${organization}`) }],
    ['an unknown property', { roles: ['rol_none'], ttl_sec: 1 }],
    ['a role that does not exist', { roles: ['rol_none'] }],
  ])('400: %s', async (_what, body) => {
    const { id } = await make()
    await refused(400, () => fixture.operator.send('PATCH', `${fixture.path}/${id}`, body))
  })

  it('403: adding or removing a role that the caller may not grant', async () => {
    const { api, bound, path } = fixture
    const [owner, viewer] = [api.tenant.role('Owner'), api.tenant.role('Viewer')]
    const { id } = await make()
    await refused(403, () => bound.send('PATCH', `${path}/${id}`, { roles: [owner] }))
    const mighty = await make({ roles: [owner] })
    await refused(403, () => bound.send('PATCH', `${path}/${mighty.id}`, { roles: [viewer] }))
  })

  it('404: unknown or another organization’s', async () => {
    await missing((path) =>
      fixture.operator.send('PATCH', path, { roles: [fixture.api.tenant.role('Viewer')] }),
    )
  })

  it('410: one that is closed', async () => {
    const { id } = await make()
    await fixture.invitations.revoke(id)
    const body = { roles: [fixture.api.tenant.role('Viewer')] }
    await refused(410, () => fixture.operator.send('PATCH', `${fixture.path}/${id}`, body))
  })
})

describe('POST /organizations/{id}/invitations/{invitation_id}/resend', () => {
  it('200: a new link and an email; the old link stops working; the inviter’s name stays', async () => {
    const { api, operator, path, invitations } = fixture
    const before = await make()
    await invitations.coolDown(before.id)
    const { status, json } = await operator.send('POST', `${path}/${before.id}/resend`)
    expect(status).toBe(200)
    expect(json).toMatchObject({ id: before.id, inviter: { name: 'Ian Inviter' }, state: 'pending' })
    expect(json.ticket_id).not.toBe(before.ticket_id)
    const { tenantId } = api.tenant
    expect(await findInvitation(tenantId, before.ticket_id, null)).toMatchObject({ state: 'superseded' })
    expect(await findInvitation(tenantId, String(json.ticket_id), null)).toMatchObject({ state: 'pending' })
    expect(await invitations.mailsTo(before.invitee.email)).toHaveLength(2)
    expect((await invitations.eventsOf('invitation.resent')).map(({ targetId }) => targetId)).toEqual([
      before.id,
    ])
  })

  it('200: emailed as before, or as requested', async () => {
    const { operator, path, invitations } = fixture
    const { id, invitee } = await make({ send_invitation_email: false })
    const resend = async (body?: object) => {
      await invitations.coolDown(id)
      expect(await operator.send('POST', `${path}/${id}/resend`, body)).toMatchObject({ status: 200 })
      return (await invitations.mailsTo(invitee.email)).length
    }
    expect(await resend()).toBe(0)
    expect(await resend({ send_invitation_email: true })).toBe(1)
    expect(await resend({ send_invitation_email: false })).toBe(1)
  })

  it('200: an expired invitation is replaced by a new one with the same content', async () => {
    const { api, operator, path, invitations } = fixture
    const [roles, metadata] = [[api.tenant.role('Viewer')], { lang: 'de' }]
    const kept = { app_metadata: metadata, user_metadata: metadata, roles, client_id: fixture.clientId }
    const { id, invitee } = await make({ ...kept, ttl_sec: 7200, send_invitation_email: false })
    await invitations.expire(id)
    const { status, json } = await operator.send('POST', `${path}/${id}/resend`)
    expect(status).toBe(200)
    expect(json).toMatchObject({ ...kept, invitee, inviter: { name: 'Ian Inviter' }, state: 'pending' })
    expect(json.id).not.toBe(id)
    expect(Date.parse(String(json.expires_at)) - Date.parse(String(json.created_at))).toBe(7_200_000)
    expect(await invitations.mailsTo(invitee.email)).toHaveLength(0)
    expect((await operator.get(`${path}/${id}`)).json).toMatchObject({ state: 'expired' })
  })

  it('409: an expired invitation that was already replaced', async () => {
    const { id } = await make()
    await fixture.invitations.expire(id)
    await fixture.operator.send('POST', `${fixture.path}/${id}/resend`)
    const { json } = await refused(409, () => fixture.operator.send('POST', `${fixture.path}/${id}/resend`))
    expect(json).toMatchObject({ errorCode: 'invitation_pending' })
  })

  it('409: an expired invitation with app_metadata, which only a tenant-level caller may send again', async () => {
    const { id } = await make({ app_metadata: { plan: 'gold' } })
    await fixture.invitations.expire(id)
    for (const caller of [fixture.bound, fixture.ownerCaller])
      await refused(409, () => caller.send('POST', `${fixture.path}/${id}/resend`))
  })

  it('409: an expired invitation whose application does not allow organizations any more', async () => {
    const clientId = await createClient(fixture.api)
    const { id } = await make({ client_id: clientId })
    await fixture.invitations.expire(id)
    await fixture.api.tenant.write((tx) =>
      tx.client.updateMany({ where: { id: clientId }, data: { organizationUsage: 'deny' } }),
    )
    await refused(409, () => fixture.bound.send('POST', `${fixture.path}/${id}/resend`))
  })

  it('200 for one of two requests at the same time, 429 for the other', async () => {
    const { operator, path, invitations } = fixture
    const { id, invitee } = await make()
    await invitations.coolDown(id)
    const both = await Promise.all([1, 2].map(() => operator.send('POST', `${path}/${id}/resend`)))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 429])
    expect(await invitations.mailsTo(invitee.email)).toHaveLength(2)
  })

  it('400: an unknown property', async () => {
    const { id } = await make()
    await refused(400, () => fixture.operator.send('POST', `${fixture.path}/${id}/resend`, { ttl_sec: 5 }))
  })

  it('403: an invitation with a role that the caller may not grant', async () => {
    const { id } = await make({ roles: [fixture.api.tenant.role('Owner')] })
    await fixture.invitations.coolDown(id)
    await refused(403, () => fixture.bound.send('POST', `${fixture.path}/${id}/resend`))
  })

  it('404: unknown or another organization’s', async () => {
    await missing((path) => fixture.operator.send('POST', `${path}/resend`))
  })

  it('409: the invitee has become a member', async () => {
    const person = await fixture.api.tenant.createUser()
    const { id } = await make({}, person.email)
    await fixture.invitations.coolDown(id)
    await fixture.api.tenant.addMember(fixture.organization, person)
    await refused(409, () => fixture.operator.send('POST', `${fixture.path}/${id}/resend`))
  })

  it('410: one that is closed', async () => {
    const { id } = await make()
    await fixture.invitations.revoke(id)
    await refused(410, () => fixture.operator.send('POST', `${fixture.path}/${id}/resend`))
  })

  it('429: less than a minute after the last email', async () => {
    const { id } = await make()
    const { headers } = await refused(429, () =>
      fixture.operator.send('POST', `${fixture.path}/${id}/resend`),
    )
    expect(headers.get('retry-after')).toBe('60')
  })
})

describe('DELETE /organizations/{id}/invitations/{invitation_id}', () => {
  it.each(['operator', 'bound', 'ownerCaller'] as const)('204: by %s, with one event', async (who) => {
    const { id, ticket_id: ticket } = await make()
    const { status, text } = await fixture[who].send('DELETE', `${fixture.path}/${id}`)
    expect({ status, text }).toEqual({ status: 204, text: '' })
    expect(await findInvitation(fixture.api.tenant.tenantId, ticket, null)).toMatchObject({
      state: 'revoked',
    })
    const events = await fixture.invitations.eventsOf('invitation.revoked')
    expect(events.filter(({ targetId }) => targetId === id)).toHaveLength(1)
  })

  it('204: an expired one, which stays as it is', async () => {
    const { id } = await make()
    await fixture.api.tenant.write((tx) =>
      tx.invitation.updateMany({ where: { id }, data: { state: 'expired', closedAt: new Date() } }),
    )
    const before = await countInvitationRows(fixture)
    expect(await fixture.operator.send('DELETE', `${fixture.path}/${id}`)).toMatchObject({ status: 204 })
    expect(await fixture.invitations.stateOf(id)).toBe('expired')
    expect(await countInvitationRows(fixture)).toEqual(before)
  })

  it('404: unknown, another organization’s, or revoked before', async () => {
    await missing((path) => fixture.operator.send('DELETE', path))
    const { id } = await make()
    await fixture.invitations.revoke(id)
    const { json } = await refused(404, () => fixture.operator.send('DELETE', `${fixture.path}/${id}`))
    expect(json.message).toBe('The invitation does not exist.')
  })
})

interface Made {
  id: string
  ticket_id: string
  invitee: { email: string }
}

async function make(given: Record<string, unknown> = {}, email = newAddress()): Promise<Made> {
  const roles = [fixture.api.tenant.role('Viewer')]
  const { json } = await fixture.operator.send(
    'POST',
    fixture.path,
    invitationBody(fixture, email, { roles, ...given }),
  )
  return { ...json, id: String(json.id), ticket_id: String(json.ticket_id), invitee: { email } }
}

/** Expects this status, and that nothing is written. */
async function refused(status: number, ask: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const before = await countInvitationRows(fixture)
  const answer = await ask()
  expect(answer).toMatchObject({ status })
  expect(await countInvitationRows(fixture)).toEqual(before)
  return answer
}

async function missing(ask: (path: string) => ReturnType<ApiCaller['get']>): Promise<void> {
  const { id } = await make()
  for (const path of [`${fixture.path}/uinv_none`, `organizations/${elsewhere}/invitations/${id}`]) {
    const { json } = await refused(404, () => ask(path))
    expect(json.message).toBe('The invitation does not exist.')
  }
  expect(await fixture.invitations.stateOf(id)).toBe('pending')
}
