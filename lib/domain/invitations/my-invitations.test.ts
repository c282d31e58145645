import { beforeEach, describe, expect, it } from 'vitest'
import { read } from '@/lib/db/transaction'
import { createInvitationFixtures, type InvitationFixture, type Sent } from '@/test/fixtures/invitations'
import { createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { acceptInvitation } from './accept-invitation'
import { findMyTicket, listMyInvitations } from './my-invitations'

const { tenant, owner, createFixture } = await createInvitationFixtures()
const other = await createTestTenant()
let fixture: InvitationFixture
let guest: TestUser
let sent: Sent

beforeEach(async () => {
  fixture = await createFixture()
  ;({ guest, sent } = await fixture.sendToGuest())
})

async function listed(person = guest): Promise<string[]> {
  return (await listMyInvitations(person.self)).map(({ id }) => id)
}

describe('my invitations', () => {
  it('are those to the own verified address, of all organizations, the newest first', async () => {
    const elsewhere = await createFixture()
    const second = await elsewhere.send(guest.email.toUpperCase())
    expect(await listMyInvitations(guest.self)).toMatchObject([
      { id: second.id, inviterName: owner.name },
      { id: sent.id, organizationName: expect.any(String) as string },
    ])
    const [stranger, unverified] = await Promise.all([
      tenant.createUser(),
      tenant.createUser({ isVerified: false }),
    ])
    await fixture.send(unverified.email)
    const twin = await other.createUser({ email: guest.email })
    for (const person of [stranger, owner, twin]) {
      expect(await listed(person)).toEqual([])
      expect(await findMyTicket(person.self, sent.id)).toBeNull()
    }
    await expect(listed(unverified)).rejects.toMatchObject({ code: 'sign_in_again' })
  })

  it('lead to the page of the invitation, where the same checks decide', async () => {
    const ticket = await findMyTicket(guest.self, sent.id)
    expect(ticket).toBe(sent.shown)
    const renewed = await fixture.resend(sent.id)
    expect(await findMyTicket(guest.self, sent.id)).toBe(renewed.shown)
    await acceptInvitation(guest.self, renewed.shown)
    expect(await fixture.rolesOf(guest.id)).toEqual(['Member'])
    expect(await listed()).toEqual([])
    expect(await findMyTicket(guest.self, sent.id)).toBe(renewed.shown)
  })

  it.each([
    ['was revoked', () => fixture.revoke(sent.id)],
    ['is overdue', () => fixture.makeOverdue(sent.id)],
    ['is of their own making', () => update({ inviterUserId: guest.id })],
    [
      'is to an organization that they are in',
      () => tenant.addMember(fixture.organization, guest, ['Viewer']),
    ],
    ['is to a suspended organization', () => suspendOrganization()],
  ])('do not contain one that %s', async (_what, change) => {
    expect(await listed()).toEqual([sent.id])
    await change()
    expect(await listed()).toEqual([])
  })

  it('are of a person only: the function keeps their access, and gives nothing to another kind', async () => {
    const kind = await read(guest.self, async (tx) => {
      await tx.$queryRaw`SELECT * FROM foyer.own_invitations(NULL)`
      return tx.$queryRaw`SELECT foyer.access_kind() AS kind`
    })
    expect(kind).toEqual([{ kind: 'self' }])
    const access = await fixture.reading()
    const query = (id: string | null) =>
      read(access, (tx) => tx.$queryRaw`SELECT * FROM foyer.own_invitations(${id})`)
    expect(await query(null)).toEqual([])
    expect(await query(sent.id)).toEqual([])
    const rows = await read(guest.self, (tx) => tx.invitation.count())
    expect(rows).toBe(0)
  })
})

function update(data: { inviterUserId: string }): Promise<unknown> {
  return tenant.write((tx) => tx.invitation.updateMany({ where: { id: sent.id }, data }))
}

function suspendOrganization(): Promise<unknown> {
  const where = { id: fixture.organization.id }
  return tenant.write((tx) => tx.organization.updateMany({ where, data: { suspendedAt: new Date() } }))
}
