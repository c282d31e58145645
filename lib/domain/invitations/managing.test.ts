import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import {
  address,
  createInvitationFixtures,
  newAddress,
  type InvitationFixture,
} from '@/test/fixtures/invitations'
import { invite } from './invite'
import { listInvitations } from './list-invitations'
import { resendInvitation } from './resend-invitation'
import { revokeInvitation } from './revoke-invitation'
import { getInvitationLink } from './get-invitation-link'

const { tenant: testTenant, owner, setScene: createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})
afterAll(disconnect)

describe('resendInvitation', () => {
  it('makes a new version, a new mail and the whole time again', async () => {
    const email = newAddress()
    const { id } = await fixture.send(email)
    await fixture.makeOverdue(id)
    const { expiresAt } = await resendInvitation(await fixture.inviting(), id)
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 600_000_000)
    const [row] = await fixture.rowsTo(email)
    expect(row).toMatchObject({ state: 'pending', version: 2 })
    expect(row?.tickets).toHaveLength(4)
    expect((await fixture.mailsTo(email)).map(({ payload }) => payload)).toContainEqual({
      template: 'invitation',
      invitationId: id,
      version: 2,
    })
  })

  it('waits a minute between two mails, however many ask at once', async () => {
    const { id } = await fixture.send(newAddress())
    await expect(resendInvitation(await fixture.inviting(), id)).rejects.toMatchObject({ code: 'too_many' })
    await fixture.coolDown(id)
    const access = await fixture.inviting()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => resendInvitation(access, id)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('sends no role that the sender may not give', async () => {
    const admin = await testTenant.createUser()
    await testTenant.addMember(fixture.organization, admin, ['Admin'])
    const { id } = await fixture.send(newAddress(), ['Owner'])
    const resend = async () => resendInvitation(await fixture.inviting(admin), id)
    await fixture.coolDown(id)
    await expect(resend()).rejects.toMatchObject({ code: 'not_yours_to_give' })
    await fixture.expire(id)
    await expect(resend()).rejects.toMatchObject({ code: 'not_yours_to_give' })
  })

  it('sends another like one that expired, which stays closed', async () => {
    const email = newAddress()
    const { id } = await fixture.send(email, ['Member', 'Viewer'])
    await fixture.expire(id)
    const sent = await resendInvitation(await fixture.inviting(), id)
    expect(sent).toMatchObject({ email, state: 'pending' })
    expect(sent.roles.map(({ name }) => name)).toEqual(['Member', 'Viewer'])
    expect((await fixture.rowsTo(email)).map(({ state }) => state)).toEqual(['expired', 'pending'])
    expect(await fixture.mailsTo(email)).toHaveLength(2)
  })

  it('says what else would do where the roles of one that expired are gone', async () => {
    await fixture.createRole('Passing')
    const { id } = await fixture.send(newAddress(), ['Passing'])
    await fixture.expire(id)
    await testTenant.write((tx) => tx.role.deleteMany({ where: { id: testTenant.role('Passing') } }))
    await expect(resendInvitation(await fixture.inviting(), id)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Invite the person again with others/) as string,
    })
  })

  it('sends one other, however many ask at once', async () => {
    const { id } = await fixture.send(newAddress())
    await fixture.expire(id)
    const access = await fixture.inviting()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => resendInvitation(access, id)))
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(refused).toHaveLength(9)
    for (const reason of refused) expect(reason).toMatchObject({ code: 'conflict' })
  })

  it('does nothing to one that was answered, and finds none of another organization', async () => {
    const { id } = await fixture.send(newAddress())
    await revokeInvitation(await fixture.revoking(), id)
    await expect(resendInvitation(await fixture.inviting(), id)).rejects.toMatchObject({ code: 'gone' })
    const neighbour = await testTenant.createOrganization({ owner })
    await expect(resendInvitation(await fixture.inviting(owner, neighbour), id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('revokeInvitation', () => {
  it('closes a pending one once, with an event', async () => {
    const { id } = await fixture.send(newAddress())
    const access = await fixture.revoking()
    await revokeInvitation(access, id)
    await expect(revokeInvitation(access, id)).rejects.toMatchObject({ code: 'gone' })
    const events = await testTenant.read((tx) =>
      tx.auditEvent.count({ where: { type: 'invitation.revoked', targetId: id } }),
    )
    expect(events).toBe(1)
  })

  it('finds no invitation of another organization', async () => {
    const { id } = await fixture.send(newAddress())
    const neighbour = await testTenant.createOrganization({ owner })
    const access = await fixture.revoking(neighbour)
    await expect(revokeInvitation(access, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('getInvitationLink', () => {
  it('shows the link with the ticket that proves nothing', async () => {
    const { id, shown } = await fixture.send(newAddress())
    const tenant = await testTenant.read((tx) =>
      tx.tenant.findUniqueOrThrow({ where: { id: testTenant.tenantId } }),
    )
    expect(await getInvitationLink(await fixture.inviting(), id)).toBe(`${tenant.url}/invitations/${shown}`)
  })

  it('shows none of a closed or an overdue invitation, nor another organization’s', async () => {
    const { id } = await fixture.send(newAddress())
    const neighbour = await testTenant.createOrganization({ owner })
    await expect(getInvitationLink(await fixture.inviting(owner, neighbour), id)).rejects.toMatchObject({
      code: 'not_found',
    })
    await fixture.makeOverdue(id)
    await expect(getInvitationLink(await fixture.inviting(), id)).rejects.toMatchObject({ code: 'gone' })
  })
})

describe('listInvitations', () => {
  it('shows what is pending and expired, or the state that is asked for', async () => {
    const [open, overdue, revoked] = [newAddress(), newAddress(), newAddress()]
    await fixture.invite(open)
    await fixture.makeOverdue((await fixture.send(overdue)).id)
    const { id } = await fixture.send(revoked)
    await revokeInvitation(await fixture.revoking(), id)
    const access = await fixture.reading()
    const states = async (filter: Parameters<typeof listInvitations>[1]) =>
      (await listInvitations(access, filter)).invitations.map(({ email, state }) => [email, state])
    expect(await states({})).toEqual([
      [open, 'pending'],
      [overdue, 'expired'],
    ])
    expect(await states({ state: 'revoked' })).toEqual([[revoked, 'revoked']])
    expect(await states({ state: 'all' })).toHaveLength(3)
  })

  it('says which can be sent again, and keeps back members’, and those after which another was sent', async () => {
    const [again, over, revoked] = [newAddress(), newAddress(), newAddress()]
    const first = await fixture.send(again)
    await fixture.expire(first.id)
    await resendInvitation(await fixture.inviting(), first.id)
    await fixture.expire((await fixture.send(over)).id)
    await fixture.revoke((await fixture.send(revoked)).id)
    const person = await testTenant.createUser()
    await fixture.expire((await fixture.send(person.email)).id)
    await testTenant.addMember(fixture.organization, person)
    const access = await fixture.reading()
    const seen = async (filter: Parameters<typeof listInvitations>[1]) =>
      (await listInvitations(access, filter)).invitations.map((one) => [
        one.email,
        one.state,
        one.isResendable,
      ])
    const open = [
      [over, 'expired', true],
      [again, 'pending', true],
    ]
    expect((await seen({})).toSorted()).toEqual(open.toSorted())
    expect((await seen({ state: 'expired' })).toSorted()).toEqual(
      [
        [over, 'expired', true],
        [again, 'expired', false],
        [person.email, 'expired', false],
      ].toSorted(),
    )
    expect(await seen({ state: 'revoked' })).toEqual([[revoked, 'revoked', false]])
  })

  it('finds by the beginning of the address, sorts, and cuts pages of 25', async () => {
    const addresses = Array.from({ length: 30 }, (_, index) =>
      address(`page-${String(index).padStart(2, '0')}@invited.test`),
    )
    await invite(await fixture.inviting(), {
      addresses: [...addresses, address('%x@invited.test')],
      roleIds: [testTenant.role('Viewer')],
    })
    const access = await fixture.reading()
    const first = await listInvitations(access, { query: ' PAGE-', sort: 'address' })
    expect(first).toMatchObject({ total: 30 })
    expect(first.invitations).toHaveLength(25)
    expect(first.invitations[0]?.email).toBe('page-00@invited.test')
    const second = await listInvitations(access, {
      query: 'page-',
      sort: 'address',
      descending: true,
      page: 2,
    })
    expect(second.invitations.at(-1)?.email).toBe('page-00@invited.test')
    expect((await listInvitations(access, { query: '%' })).total).toBe(1)
  })

  it('shows nothing of another organization', async () => {
    await fixture.invite(newAddress())
    const neighbour = await testTenant.createOrganization({ owner })
    const access = await fixture.reading(neighbour)
    expect((await listInvitations(access, { state: 'all' })).total).toBe(0)
  })
})
