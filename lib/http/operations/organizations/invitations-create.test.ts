import { describe, expect, it } from 'vitest'
import { acceptInvitation } from '@/lib/domain/invitations/accept-invitation'
import { joinByInvitation } from '@/lib/domain/invitations/join-by-invitation'
import { newAddress, newPerson } from '@/test/fixtures/invitations'
import {
  invitationBody,
  loginUri,
  createClient,
  createConnectionIn,
  startInvitationsApi,
} from '@/test/fixtures/invitations-api'

const fixture = await startInvitationsApi()

describe('POST /organizations/{id}/invitations', () => {
  it('200: the invitation in Auth0’s form, its link to the application, an event and an email', async () => {
    const { operator, path, organization, clientId, invitations, api } = fixture
    const email = newAddress()
    const roles = [api.tenant.role('Member'), api.tenant.role('Viewer')]
    const given = { roles, app_metadata: { plan: 'gold' }, user_metadata: { lang: 'de' }, ttl_sec: 3600 }
    const { status, json } = await operator.send('POST', path, invitationBody(fixture, email, given))
    expect(status).toBe(200)
    const { id, ticket_id: ticket, created_at, expires_at, ...rest } = json
    expect(id).toMatch(/^uinv_\w{16}$/)
    expect(ticket).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(Date.parse(String(expires_at)) - Date.parse(String(created_at))).toBe(3_600_000)
    expect(rest).toEqual({
      organization_id: organization.id,
      inviter: { name: 'Ian Inviter' },
      invitee: { email },
      client_id: clientId,
      state: 'pending',
      invitation_url: `${loginUri}?invitation=${String(ticket)}&organization=${organization.id}&organization_name=${organization.slug}`,
      app_metadata: { plan: 'gold' },
      user_metadata: { lang: 'de' },
      roles,
    })
    const [event, ...others] = await invitations.eventsOf('invitation.created')
    expect(others).toEqual([])
    expect(event).toMatchObject({ actorKind: 'client', actorId: operator.client.id, targetId: id })
    expect((await invitations.mailsTo(email)).map(({ payload }) => payload)).toEqual([
      { template: 'invitation', invitationId: id, version: 1, isTenants: true },
    ])
  })

  it('200: without roles, for seven days, without an email', async () => {
    const { operator, path, invitations } = fixture
    const email = newAddress()
    const more = { ttl_sec: 0, send_invitation_email: false }
    const { status, json } = await operator.send('POST', path, invitationBody(fixture, email, more))
    expect(status).toBe(200)
    expect(json).toMatchObject({ roles: [], app_metadata: {}, user_metadata: {} })
    expect(Date.parse(String(json.expires_at)) - Date.parse(String(json.created_at))).toBe(604_800_000)
    expect(await invitations.mailsTo(email)).toEqual([])
  })

  it('200: from a form, as from JSON', async () => {
    const { operator, path, clientId, invitations } = fixture
    const email = newAddress()
    const form = new URLSearchParams({
      'inviter[name]': 'Ian',
      'invitee[email]': email,
      client_id: clientId,
      ttl_sec: '60',
      send_invitation_email: 'false',
      'roles[]': fixture.api.tenant.role('Viewer'),
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { status, json } = await operator.request('POST', path, { headers, raw: form.toString() })
    expect({ status, ...json }).toMatchObject({ status: 200, roles: [fixture.api.tenant.role('Viewer')] })
    expect(await invitations.mailsTo(email)).toEqual([])
  })

  it('200: a tenant-level caller gets a link that verifies the address, other callers do not', async () => {
    const { operator, bound, ownerCaller, path, invitations } = fixture
    const open = await operator.send('POST', path, invitationBody(fixture))
    const shown = await bound.send('POST', path, invitationBody(fixture))
    const own = await ownerCaller.send('POST', path, invitationBody(fixture))
    expect(open.json.ticket_id).toBe((await invitations.ticketsOf(String(open.json.id))).mailed)
    for (const { json } of [shown, own])
      expect(json.ticket_id).toBe((await invitations.ticketsOf(String(json.id))).shown)
    expect(shown.json).not.toHaveProperty('app_metadata')
    expect(shown.json.inviter).toEqual({ name: 'Ian Inviter' })
    expect(own.json.inviter).toEqual({ name: 'Ola Owner' })
  })

  it('200: the link leads to the tenant’s login route, or to the page of the invitation', async () => {
    const { api, operator, path } = fixture
    const client_id = await createClient(api)
    const page = await operator.send('POST', path, invitationBody(fixture, newAddress(), { client_id }))
    expect(page.json.invitation_url).toMatch(
      new RegExp(`^${api.openid.tenant.url}/invitations/(\\w{32})\\?invitation=\\1&organization=`),
    )
    const where = { id: api.tenant.tenantId }
    await api.tenant.write((tx) =>
      tx.tenant.update({ where, data: { defaultRedirectionUri: 'https://start.tenant.test/' } }),
    )
    const start = await operator.send('POST', path, invitationBody(fixture, newAddress(), { client_id }))
    expect(start.json.invitation_url).toMatch(/^https:\/\/start\.tenant\.test\/\?invitation=\w{32}&/)
    await api.tenant.write((tx) => tx.tenant.update({ where, data: { defaultRedirectionUri: null } }))
  })

  it('200: a new person joins by the link, with roles and metadata', async () => {
    const { api, operator, path, invitations } = fixture
    const given = {
      roles: [api.tenant.role('Viewer')],
      app_metadata: { plan: { seats: 3 } },
      user_metadata: { lang: 'de' },
      send_invitation_email: false,
    }
    const { json } = await operator.send('POST', path, invitationBody(fixture, newAddress(), given))
    const { userId } = await joinByInvitation(api.tenant.tenantId, String(json.ticket_id), newPerson)
    expect(await invitations.rolesOf(userId)).toEqual(['Viewer'])
    expect(await userRow(userId)).toMatchObject({
      appMetadata: { plan: { seats: 3 } },
      userMetadata: { lang: 'de' },
    })
  })

  it('200: metadata is merged at the top level; an organization’s own caller replaces nothing', async () => {
    const { api, operator, bound, path } = fixture
    for (const [caller, lang] of [[operator, 'de'] as const, [bound, 'en'] as const]) {
      const person = await api.tenant.createUser()
      await api.tenant.write((tx) =>
        tx.user.updateMany({
          where: { id: person.id },
          data: { appMetadata: { kept: 1 }, userMetadata: { lang: 'en', kept: { a: 1 } } },
        }),
      )
      const given = { user_metadata: { lang: 'de', new: true } }
      const { json } = await caller.send('POST', path, invitationBody(fixture, person.email, given))
      await acceptInvitation(person.self, String(json.ticket_id))
      expect(await userRow(person.id)).toMatchObject({
        appMetadata: { kept: 1 },
        userMetadata: { lang, kept: { a: 1 }, new: true },
      })
    }
  })

  it.each(['coolDown', 'expire'] as const)(
    '200: metadata of an organization’s own caller replaces nothing after the tenant has sent it again (%s)',
    async (wait) => {
      const { api, operator, bound, path, invitations } = fixture
      const person = await api.tenant.createUser()
      await api.tenant.write((tx) =>
        tx.user.updateMany({ where: { id: person.id }, data: { userMetadata: { lang: 'en' } } }),
      )
      const given = { user_metadata: { lang: 'de', new: true } }
      const { json } = await bound.send('POST', path, invitationBody(fixture, person.email, given))
      const id = String(json.id)
      await invitations[wait](id)
      const again = await operator.send('POST', `${path}/${id}/resend`)
      await acceptInvitation(person.self, String(again.json.ticket_id))
      expect(await userRow(person.id)).toMatchObject({ userMetadata: { lang: 'en', new: true } })
    },
  )

  it('200: the invitee must use the connection that the invitation names', async () => {
    const { api, operator, path } = fixture
    const connection_id = await createConnectionIn(fixture, true)
    const person = await api.tenant.createUser()
    const { json } = await operator.send(
      'POST',
      path,
      invitationBody(fixture, person.email, { connection_id }),
    )
    expect(json.connection_id).toBe(connection_id)
    const accepting = acceptInvitation(person.self, String(json.ticket_id))
    await expect(accepting).rejects.toMatchObject({ code: 'sign_in_again' })
  })
})

function userRow(id: string) {
  const { tenant } = fixture.api
  return tenant.read((tx) =>
    tx.user.findUniqueOrThrow({ where: { tenantId_id: { tenantId: tenant.tenantId, id } } }),
  )
}
