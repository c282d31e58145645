import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findInvitation } from '@/lib/domain/invitations/find-invitation'
import type { ApiAnswer, ApiCaller } from '@/test/api'
import { newAddress } from '@/test/fixtures/invitations'
import {
  invitationTo,
  makeClient,
  startInvitationsApi,
  written,
  type InvitationsApi,
} from '@/test/fixtures/invitations-api'

let desk: InvitationsApi
let elsewhere: string

beforeAll(async () => {
  desk = await startInvitationsApi()
  elsewhere = (await desk.api.house.organization()).id
})
afterAll(() => desk.close())

describe('PATCH /organizations/{id}/invitations/{invitation_id}', () => {
  it('200: replaces the roles, keeps the link, writes an event', async () => {
    const { api, operator, path, scene } = desk
    const before = await make({ roles: [api.house.role('Owner'), api.house.role('Viewer')] })
    const roles = [api.house.role('Member'), api.house.role('Viewer')]
    const { status, json } = await operator.send('PATCH', `${path}/${before.id}`, { roles })
    expect({ status, ...json }).toEqual({ ...before, status: 200, roles })
    const events = await scene.eventsOf('invitation.roles_changed')
    expect(events.filter(({ targetId }) => targetId === before.id)).toHaveLength(1)
  })

  it('200: with the ETag of what was read; 412 with an older one', async () => {
    const { api, operator, path } = desk
    const { id } = await make()
    const tag = (await operator.get(`${path}/${id}`)).headers.get('etag') ?? ''
    const change = (role: string) =>
      operator.request('PATCH', `${path}/${id}`, {
        headers: { 'if-match': tag },
        raw: JSON.stringify({ roles: [api.house.role(role)] }),
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
    await refused(400, () => desk.operator.send('PATCH', `${desk.path}/${id}`, body))
  })

  it('403: adding or removing a role that the caller may not grant', async () => {
    const { api, bound, path } = desk
    const [owner, viewer] = [api.house.role('Owner'), api.house.role('Viewer')]
    const { id } = await make()
    await refused(403, () => bound.send('PATCH', `${path}/${id}`, { roles: [owner] }))
    const mighty = await make({ roles: [owner] })
    await refused(403, () => bound.send('PATCH', `${path}/${mighty.id}`, { roles: [viewer] }))
  })

  it('404: unknown or another organization’s', async () => {
    await missing((path) => desk.operator.send('PATCH', path, { roles: [desk.api.house.role('Viewer')] }))
  })

  it('410: one that is closed', async () => {
    const { id } = await make()
    await desk.scene.revoke(id)
    const body = { roles: [desk.api.house.role('Viewer')] }
    await refused(410, () => desk.operator.send('PATCH', `${desk.path}/${id}`, body))
  })
})

describe('POST /organizations/{id}/invitations/{invitation_id}/resend', () => {
  it('200: a new link and an email; the old link stops working; the inviter’s name stays', async () => {
    const { api, operator, path, scene } = desk
    const before = await make()
    await scene.coolDown(before.id)
    const { status, json } = await operator.send('POST', `${path}/${before.id}/resend`)
    expect(status).toBe(200)
    expect(json).toMatchObject({ id: before.id, inviter: { name: 'Ian Inviter' }, state: 'pending' })
    expect(json.ticket_id).not.toBe(before.ticket_id)
    const { tenantId } = api.house
    expect(await findInvitation(tenantId, before.ticket_id, null)).toMatchObject({ state: 'superseded' })
    expect(await findInvitation(tenantId, String(json.ticket_id), null)).toMatchObject({ state: 'pending' })
    expect(await scene.mailsTo(before.invitee.email)).toHaveLength(2)
    expect((await scene.eventsOf('invitation.resent')).map(({ targetId }) => targetId)).toEqual([before.id])
  })

  it('200: emailed as before, or as requested', async () => {
    const { operator, path, scene } = desk
    const { id, invitee } = await make({ send_invitation_email: false })
    const resend = async (body?: object) => {
      await scene.coolDown(id)
      expect(await operator.send('POST', `${path}/${id}/resend`, body)).toMatchObject({ status: 200 })
      return (await scene.mailsTo(invitee.email)).length
    }
    expect(await resend()).toBe(0)
    expect(await resend({ send_invitation_email: true })).toBe(1)
    expect(await resend({ send_invitation_email: false })).toBe(1)
  })

  it('200: an expired invitation is replaced by a new one with the same content', async () => {
    const { api, operator, path, scene } = desk
    const [roles, metadata] = [[api.house.role('Viewer')], { lang: 'de' }]
    const kept = { app_metadata: metadata, user_metadata: metadata, roles, client_id: desk.clientId }
    const { id, invitee } = await make({ ...kept, ttl_sec: 7200, send_invitation_email: false })
    await scene.expire(id)
    const { status, json } = await operator.send('POST', `${path}/${id}/resend`)
    expect(status).toBe(200)
    expect(json).toMatchObject({ ...kept, invitee, inviter: { name: 'Ian Inviter' }, state: 'pending' })
    expect(json.id).not.toBe(id)
    expect(Date.parse(String(json.expires_at)) - Date.parse(String(json.created_at))).toBe(7_200_000)
    expect(await scene.mailsTo(invitee.email)).toHaveLength(0)
    expect((await operator.get(`${path}/${id}`)).json).toMatchObject({ state: 'expired' })
  })

  it('409: an expired invitation that was already replaced', async () => {
    const { id } = await make()
    await desk.scene.expire(id)
    await desk.operator.send('POST', `${desk.path}/${id}/resend`)
    const { json } = await refused(409, () => desk.operator.send('POST', `${desk.path}/${id}/resend`))
    expect(json).toMatchObject({ errorCode: 'invitation_pending' })
  })

  it('409: an expired invitation with app_metadata, which only a tenant-level caller may send again', async () => {
    const { id } = await make({ app_metadata: { plan: 'gold' } })
    await desk.scene.expire(id)
    for (const caller of [desk.bound, desk.ownerCaller])
      await refused(409, () => caller.send('POST', `${desk.path}/${id}/resend`))
  })

  it('409: an expired invitation whose application does not allow organizations any more', async () => {
    const clientId = await makeClient(desk.api)
    const { id } = await make({ client_id: clientId })
    await desk.scene.expire(id)
    await desk.api.house.write((tx) =>
      tx.client.updateMany({ where: { id: clientId }, data: { organizationUsage: 'deny' } }),
    )
    await refused(409, () => desk.bound.send('POST', `${desk.path}/${id}/resend`))
  })

  it('200 for one of two requests at the same time, 429 for the other', async () => {
    const { operator, path, scene } = desk
    const { id, invitee } = await make()
    await scene.coolDown(id)
    const both = await Promise.all([1, 2].map(() => operator.send('POST', `${path}/${id}/resend`)))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 429])
    expect(await scene.mailsTo(invitee.email)).toHaveLength(2)
  })

  it('400: an unknown property', async () => {
    const { id } = await make()
    await refused(400, () => desk.operator.send('POST', `${desk.path}/${id}/resend`, { ttl_sec: 5 }))
  })

  it('403: an invitation with a role that the caller may not grant', async () => {
    const { id } = await make({ roles: [desk.api.house.role('Owner')] })
    await desk.scene.coolDown(id)
    await refused(403, () => desk.bound.send('POST', `${desk.path}/${id}/resend`))
  })

  it('404: unknown or another organization’s', async () => {
    await missing((path) => desk.operator.send('POST', `${path}/resend`))
  })

  it('409: the invitee has become a member', async () => {
    const person = await desk.api.house.person()
    const { id } = await make({}, person.email)
    await desk.scene.coolDown(id)
    await desk.api.house.member(desk.place, person)
    await refused(409, () => desk.operator.send('POST', `${desk.path}/${id}/resend`))
  })

  it('410: one that is closed', async () => {
    const { id } = await make()
    await desk.scene.revoke(id)
    await refused(410, () => desk.operator.send('POST', `${desk.path}/${id}/resend`))
  })

  it('429: less than a minute after the last email', async () => {
    const { id } = await make()
    const { headers } = await refused(429, () => desk.operator.send('POST', `${desk.path}/${id}/resend`))
    expect(headers.get('retry-after')).toBe('60')
  })
})

describe('DELETE /organizations/{id}/invitations/{invitation_id}', () => {
  it.each(['operator', 'bound', 'ownerCaller'] as const)('204: by %s, with one event', async (who) => {
    const { id, ticket_id: ticket } = await make()
    const { status, text } = await desk[who].send('DELETE', `${desk.path}/${id}`)
    expect({ status, text }).toEqual({ status: 204, text: '' })
    expect(await findInvitation(desk.api.house.tenantId, ticket, null)).toMatchObject({ state: 'revoked' })
    const events = await desk.scene.eventsOf('invitation.revoked')
    expect(events.filter(({ targetId }) => targetId === id)).toHaveLength(1)
  })

  it('204: an expired one, which stays as it is', async () => {
    const { id } = await make()
    await desk.api.house.write((tx) =>
      tx.invitation.updateMany({ where: { id }, data: { state: 'expired', closedAt: new Date() } }),
    )
    const before = await written(desk)
    expect(await desk.operator.send('DELETE', `${desk.path}/${id}`)).toMatchObject({ status: 204 })
    expect(await desk.scene.stateOf(id)).toBe('expired')
    expect(await written(desk)).toEqual(before)
  })

  it('404: unknown, another organization’s, or revoked before', async () => {
    await missing((path) => desk.operator.send('DELETE', path))
    const { id } = await make()
    await desk.scene.revoke(id)
    const { json } = await refused(404, () => desk.operator.send('DELETE', `${desk.path}/${id}`))
    expect(json.message).toBe('The invitation does not exist.')
  })
})

interface Made {
  id: string
  ticket_id: string
  invitee: { email: string }
}

async function make(given: Record<string, unknown> = {}, email = newAddress()): Promise<Made> {
  const roles = [desk.api.house.role('Viewer')]
  const { json } = await desk.operator.send('POST', desk.path, invitationTo(desk, email, { roles, ...given }))
  return { ...json, id: String(json.id), ticket_id: String(json.ticket_id), invitee: { email } }
}

/** Expects this status, and that nothing is written. */
async function refused(status: number, ask: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const before = await written(desk)
  const answer = await ask()
  expect(answer).toMatchObject({ status })
  expect(await written(desk)).toEqual(before)
  return answer
}

async function missing(ask: (path: string) => ReturnType<ApiCaller['get']>): Promise<void> {
  const { id } = await make()
  for (const path of [`${desk.path}/uinv_none`, `organizations/${elsewhere}/invitations/${id}`]) {
    const { json } = await refused(404, () => ask(path))
    expect(json.message).toBe('The invitation does not exist.')
  }
  expect(await desk.scene.stateOf(id)).toBe('pending')
}
