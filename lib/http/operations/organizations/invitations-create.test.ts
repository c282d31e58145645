import { afterAll, describe, expect, it } from 'vitest'
import { acceptInvitation } from '@/lib/domain/invitations/accept-invitation'
import { joinByInvitation } from '@/lib/domain/invitations/join-by-invitation'
import { newAddress, newPerson } from '@/test/fixtures/invitations'
import {
  invitationTo,
  loginUri,
  makeClient,
  makeProvider,
  startInvitationsApi,
} from '@/test/fixtures/invitations-api'

const desk = await startInvitationsApi()

afterAll(() => desk.close())

describe('POST /organizations/{id}/invitations', () => {
  it('200: the invitation in Auth0’s form, its link to the application, an event and an email', async () => {
    const { operator, path, place: organization, clientId, scene, api } = desk
    const email = newAddress()
    const roles = [api.house.role('Member'), api.house.role('Viewer')]
    const given = { roles, app_metadata: { plan: 'gold' }, user_metadata: { lang: 'de' }, ttl_sec: 3600 }
    const { status, json } = await operator.send('POST', path, invitationTo(desk, email, given))
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
    const [event, ...others] = await scene.eventsOf('invitation.created')
    expect(others).toEqual([])
    expect(event).toMatchObject({ actorKind: 'client', actorId: operator.client.id, targetId: id })
    expect((await scene.mailsTo(email)).map(({ payload }) => payload)).toEqual([
      { template: 'invitation', invitationId: id, version: 1, isTenants: true },
    ])
  })

  it('200: without roles, for seven days, without an email', async () => {
    const { operator, path, scene } = desk
    const email = newAddress()
    const more = { ttl_sec: 0, send_invitation_email: false }
    const { status, json } = await operator.send('POST', path, invitationTo(desk, email, more))
    expect(status).toBe(200)
    expect(json).toMatchObject({ roles: [], app_metadata: {}, user_metadata: {} })
    expect(Date.parse(String(json.expires_at)) - Date.parse(String(json.created_at))).toBe(604_800_000)
    expect(await scene.mailsTo(email)).toEqual([])
  })

  it('200: from a form, as from JSON', async () => {
    const { operator, path, clientId, scene } = desk
    const email = newAddress()
    const form = new URLSearchParams({
      'inviter[name]': 'Ian',
      'invitee[email]': email,
      client_id: clientId,
      ttl_sec: '60',
      send_invitation_email: 'false',
      'roles[]': desk.api.house.role('Viewer'),
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { status, json } = await operator.request('POST', path, { headers, raw: form.toString() })
    expect({ status, ...json }).toMatchObject({ status: 200, roles: [desk.api.house.role('Viewer')] })
    expect(await scene.mailsTo(email)).toEqual([])
  })

  it('200: a tenant-level caller gets a link that verifies the address, other callers do not', async () => {
    const { operator, bound, ownerCaller, path, scene } = desk
    const [open, shown, own] = [
      await operator.send('POST', path, invitationTo(desk)),
      await bound.send('POST', path, invitationTo(desk)),
      await ownerCaller.send('POST', path, invitationTo(desk)),
    ]
    expect(open.json.ticket_id).toBe((await scene.ticketsOf(String(open.json.id))).mailed)
    for (const { json } of [shown, own])
      expect(json.ticket_id).toBe((await scene.ticketsOf(String(json.id))).shown)
    expect(shown.json).not.toHaveProperty('app_metadata')
    expect(shown.json.inviter).toEqual({ name: 'Ian Inviter' })
    expect(own.json.inviter).toEqual({ name: 'Ola Owner' })
  })

  it('200: the link leads to the tenant’s login route, or to the page of the invitation', async () => {
    const { api, operator, path } = desk
    const client_id = await makeClient(api)
    const page = await operator.send('POST', path, invitationTo(desk, newAddress(), { client_id }))
    expect(page.json.invitation_url).toMatch(
      new RegExp(`^${api.realm.tenant.url}/invitations/(\\w{32})\\?invitation=\\1&organization=`),
    )
    const where = { id: api.house.tenantId }
    await api.house.write((tx) =>
      tx.tenant.update({ where, data: { defaultRedirectionUri: 'https://start.house.test/' } }),
    )
    const start = await operator.send('POST', path, invitationTo(desk, newAddress(), { client_id }))
    expect(start.json.invitation_url).toMatch(/^https:\/\/start\.house\.test\/\?invitation=\w{32}&/)
    await api.house.write((tx) => tx.tenant.update({ where, data: { defaultRedirectionUri: null } }))
  })

  it('200: a new person joins by the link, with roles and metadata', async () => {
    const { api, operator, path, scene } = desk
    const given = {
      roles: [api.house.role('Viewer')],
      app_metadata: { plan: { seats: 3 } },
      user_metadata: { lang: 'de' },
      send_invitation_email: false,
    }
    const { json } = await operator.send('POST', path, invitationTo(desk, newAddress(), given))
    const { userId } = await joinByInvitation(api.house.tenantId, String(json.ticket_id), newPerson)
    expect(await scene.rolesOf(userId)).toEqual(['Viewer'])
    expect(await userRow(userId)).toMatchObject({
      appMetadata: { plan: { seats: 3 } },
      userMetadata: { lang: 'de' },
    })
  })

  it('200: metadata is merged at the top level; an organization’s own caller replaces nothing', async () => {
    const { api, operator, bound, path } = desk
    for (const [caller, lang] of [[operator, 'de'] as const, [bound, 'en'] as const]) {
      const person = await api.house.person()
      await api.house.write((tx) =>
        tx.user.updateMany({
          where: { id: person.id },
          data: { appMetadata: { kept: 1 }, userMetadata: { lang: 'en', kept: { a: 1 } } },
        }),
      )
      const given = { user_metadata: { lang: 'de', new: true } }
      const { json } = await caller.send('POST', path, invitationTo(desk, person.email, given))
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
      const { api, operator, bound, path, scene } = desk
      const person = await api.house.person()
      await api.house.write((tx) =>
        tx.user.updateMany({ where: { id: person.id }, data: { userMetadata: { lang: 'en' } } }),
      )
      const given = { user_metadata: { lang: 'de', new: true } }
      const { json } = await bound.send('POST', path, invitationTo(desk, person.email, given))
      const id = String(json.id)
      await scene[wait](id)
      const again = await operator.send('POST', `${path}/${id}/resend`)
      await acceptInvitation(person.self, String(again.json.ticket_id))
      expect(await userRow(person.id)).toMatchObject({ userMetadata: { lang: 'en', new: true } })
    },
  )

  it('200: the invitee must use the connection that the invitation names', async () => {
    const { api, operator, path } = desk
    const connection_id = await makeProvider(desk, true)
    const person = await api.house.person()
    const { json } = await operator.send('POST', path, invitationTo(desk, person.email, { connection_id }))
    expect(json.connection_id).toBe(connection_id)
    const accepting = acceptInvitation(person.self, String(json.ticket_id))
    await expect(accepting).rejects.toMatchObject({ code: 'sign_in_again' })
  })
})

function userRow(id: string) {
  const { house: tenant } = desk.api
  return tenant.read((tx) =>
    tx.user.findUniqueOrThrow({ where: { tenantId_id: { tenantId: tenant.tenantId, id } } }),
  )
}
