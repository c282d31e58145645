import { beforeAll, describe, expect, it } from 'vitest'
import { findInvitation } from '@/lib/domain/invitations/find-invitation'
import {
  createInvitation,
  expectNotFound,
  expectRefusal,
  createClient,
  startInvitationsApi,
  type InvitationsApi,
} from '@/test/fixtures/invitations-api'

let fixture: InvitationsApi

beforeAll(async () => {
  fixture = await startInvitationsApi()
})

describe('POST /organizations/{id}/invitations/{invitation_id}/resend', () => {
  it('200: a new link and an email; the old link stops working; the inviter’s name stays', async () => {
    const { api, operator, path, invitations } = fixture
    const before = await createInvitation(fixture)
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

  it('200: sends an email if the invitation did, or as requested', async () => {
    const { operator, path, invitations } = fixture
    const { id, invitee } = await createInvitation(fixture, { send_invitation_email: false })
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
    const { id, invitee } = await createInvitation(fixture, {
      ...kept,
      ttl_sec: 7200,
      send_invitation_email: false,
    })
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
    const { id } = await createInvitation(fixture)
    await fixture.invitations.expire(id)
    await fixture.operator.send('POST', `${fixture.path}/${id}/resend`)
    const { json } = await expectRefusal(fixture, 409, () =>
      fixture.operator.send('POST', `${fixture.path}/${id}/resend`),
    )
    expect(json).toMatchObject({ errorCode: 'invitation_pending' })
  })

  it('409: an expired invitation with app_metadata, which only a tenant-level caller may send again', async () => {
    const { id } = await createInvitation(fixture, { app_metadata: { plan: 'gold' } })
    await fixture.invitations.expire(id)
    for (const caller of [fixture.bound, fixture.ownerCaller])
      await expectRefusal(fixture, 409, () => caller.send('POST', `${fixture.path}/${id}/resend`))
  })

  it('409: an expired invitation whose application does not allow organizations any more', async () => {
    const clientId = await createClient(fixture.api)
    const { id } = await createInvitation(fixture, { client_id: clientId })
    await fixture.invitations.expire(id)
    await fixture.api.tenant.write((tx) =>
      tx.client.updateMany({ where: { id: clientId }, data: { organizationUsage: 'deny' } }),
    )
    await expectRefusal(fixture, 409, () => fixture.bound.send('POST', `${fixture.path}/${id}/resend`))
  })

  it('200 for one of two requests at the same time, 429 for the other', async () => {
    const { operator, path, invitations } = fixture
    const { id, invitee } = await createInvitation(fixture)
    await invitations.coolDown(id)
    const both = await Promise.all([1, 2].map(() => operator.send('POST', `${path}/${id}/resend`)))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 429])
    expect(await invitations.mailsTo(invitee.email)).toHaveLength(2)
  })

  it('400: an unknown property', async () => {
    const { id } = await createInvitation(fixture)
    await expectRefusal(fixture, 400, () =>
      fixture.operator.send('POST', `${fixture.path}/${id}/resend`, { ttl_sec: 5 }),
    )
  })

  it('403: an invitation with a role that the caller may not grant', async () => {
    const { id } = await createInvitation(fixture, { roles: [fixture.api.tenant.role('Owner')] })
    await fixture.invitations.coolDown(id)
    await expectRefusal(fixture, 403, () => fixture.bound.send('POST', `${fixture.path}/${id}/resend`))
  })

  it('404: for an unknown id and for another organization’s', async () => {
    await expectNotFound(fixture, (path) => fixture.operator.send('POST', `${path}/resend`))
  })

  it('409: the invitee has become a member', async () => {
    const person = await fixture.api.tenant.createUser()
    const { id } = await createInvitation(fixture, {}, person.email)
    await fixture.invitations.coolDown(id)
    await fixture.api.tenant.addMember(fixture.organization, person)
    await expectRefusal(fixture, 409, () => fixture.operator.send('POST', `${fixture.path}/${id}/resend`))
  })

  it('410: for a closed invitation', async () => {
    const { id } = await createInvitation(fixture)
    await fixture.invitations.revoke(id)
    await expectRefusal(fixture, 410, () => fixture.operator.send('POST', `${fixture.path}/${id}/resend`))
  })

  it('429: less than a minute after the last email', async () => {
    const { id } = await createInvitation(fixture)
    const { headers } = await expectRefusal(fixture, 429, () =>
      fixture.operator.send('POST', `${fixture.path}/${id}/resend`),
    )
    expect(headers.get('retry-after')).toBe('60')
  })
})
