import { beforeEach, describe, expect, it } from 'vitest'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { testPassword, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { createInvitationFixtures, InvitationFixture, type Sent } from '@/test/fixtures/invitations'
import { acceptInvitation } from './accept-invitation'
import { findInvitation } from './find-invitation'

const { tenant, owner, createFixture } = await createInvitationFixtures()
const other = await createTestTenant()
let fixture: InvitationFixture
let guest: TestUser
let sent: Sent

beforeEach(async () => {
  fixture = await createFixture()
  ;({ guest, sent } = await fixture.sendToGuest())
})

describe('accepting', () => {
  it('makes a member with the roles, lands the session there, says so in the audit and by mail', async () => {
    await expect(acceptInvitation(guest.self, sent.mailed)).resolves.toEqual({
      slug: fixture.organization.slug,
    })
    expect(await fixture.rolesOf(guest.id)).toEqual(['Member'])
    expect(await fixture.stateOf(sent.id)).toBe('accepted')
    const session = await tenant.read((tx) => tx.session.findFirstOrThrow({ where: { id: guest.sessionId } }))
    expect(session.organizationId).toBe(fixture.organization.id)
    expect(await fixture.eventsOf('invitation.accepted')).toMatchObject([
      { actorId: guest.id, targetId: sent.id },
    ])
    expect(await fixture.eventsOf('member.added')).toMatchObject([{ actorId: guest.id, targetId: guest.id }])
    const mails = await tenant.read((tx) =>
      tx.mail.findMany({
        where: { template: 'invitation_accepted', organizationId: fixture.organization.id },
      }),
    )
    expect(mails).toMatchObject([{ recipient: owner.email }])
  })

  it('works with the shown ticket for the verified owner of the address', async () => {
    await acceptInvitation(guest.self, sent.shown)
    expect(await fixture.rolesOf(guest.id)).toEqual(['Member'])
  })

  it.each([
    ['another case', (email: string) => email.toUpperCase()],
    ['full width', (email: string) => email.replace('@', '＠')],
  ])('recognizes the invitee’s address in %s', async (_what, written) => {
    const another = await tenant.createOrganization({ owner })
    const { mailed } = await new InvitationFixture(tenant, owner, another).send(written(guest.email))
    await expect(acceptInvitation(guest.self, mailed)).resolves.toEqual({ slug: another.slug })
  })

  it('refuses another account, and the ticket stays valid', async () => {
    const stranger = await tenant.createUser()
    await expect(acceptInvitation(stranger.self, sent.mailed)).rejects.toMatchObject({ code: 'conflict' })
    expect(await fixture.rolesOf(stranger.id)).toBeNull()
    expect(await fixture.stateOf(sent.id)).toBe('pending')
  })

  it('refuses an account whose address is not verified', async () => {
    const unverified = await tenant.createUser({ isVerified: false })
    const { mailed } = await fixture.send(unverified.email)
    await expect(acceptInvitation(unverified.self, mailed)).rejects.toMatchObject({ code: 'sign_in_again' })
    expect(await fixture.rolesOf(unverified.id)).toBeNull()
  })

  it('refuses the same address in another tenant', async () => {
    const twin = await other.createUser({ email: guest.email })
    await expect(acceptInvitation(twin.self, sent.mailed)).rejects.toMatchObject({ code: 'not_found' })
    const smuggled = { ...twin.self, tenantId: tenant.tenantId }
    await expect(acceptInvitation(smuggled, sent.mailed)).rejects.toMatchObject({ code: 'sign_in_again' })
  })

  it('refuses without a live session', async () => {
    await tenant.write((tx) =>
      tx.session.updateMany({ where: { id: guest.sessionId }, data: { endedAt: new Date() } }),
    )
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toMatchObject({ code: 'sign_in_again' })
    const anothers = { ...guest.self, sessionId: owner.sessionId }
    await expect(acceptInvitation(anothers, sent.mailed)).rejects.toMatchObject({ code: 'sign_in_again' })
  })

  it('refuses a blocked person', async () => {
    await tenant.write((tx) => tx.user.updateMany({ where: { id: guest.id }, data: { blocked: true } }))
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toMatchObject({ code: 'sign_in_again' })
  })

  it('finds no invitation for an unknown ticket', async () => {
    await expect(acceptInvitation(guest.self, 'A'.repeat(32))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('refuses the inviter', async () => {
    await tenant.write((tx) =>
      tx.invitation.updateMany({ where: { id: sent.id }, data: { inviterUserId: guest.id } }),
    )
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toThrow('You created this invitation')
    expect(await fixture.stateOf(sent.id)).toBe('pending')
  })

  it('accepts no pending invitation by signing in alone', async () => {
    const known = await tenant.createUser({ password: testPassword })
    await fixture.send(known.email)
    await signInWithPassword(tenant.tenantId, { email: known.email, password: testPassword })
    expect(await fixture.rolesOf(known.id)).toBeNull()
  })

  it('never changes the roles of a member', async () => {
    await tenant.addMember(fixture.organization, guest, ['Viewer'])
    await acceptInvitation(guest.self, sent.mailed)
    expect(await fixture.rolesOf(guest.id)).toEqual(['Viewer'])
    expect(await fixture.eventsOf('member.added')).toEqual([])
  })

  it('never lifts a suspension', async () => {
    await tenant.addMember(fixture.organization, guest, ['Viewer'])
    await tenant.write((tx) =>
      tx.member.updateMany({ where: { userId: guest.id }, data: { suspendedAt: new Date() } }),
    )
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toThrow('suspended')
    expect(await fixture.stateOf(sent.id)).toBe('pending')
  })

  it('merges metadata at top level, for a user who had some', async () => {
    await tenant.write(async (tx) => {
      const kept = { plan: { seats: 1 }, old: true }
      await tx.user.updateMany({ where: { id: guest.id }, data: { appMetadata: kept } })
      const given = { appMetadata: { plan: { color: 'red' } }, userMetadata: { pet: 'cat' } }
      await tx.invitation.updateMany({ where: { id: sent.id }, data: given })
    })
    await acceptInvitation(guest.self, sent.mailed)
    const user = await tenant.read((tx) => tx.user.findFirstOrThrow({ where: { id: guest.id } }))
    expect(user.appMetadata).toEqual({ plan: { color: 'red' }, old: true })
    expect(user.userMetadata).toEqual({ pet: 'cat' })
  })

  it('requires a session by a connection that the organization has enabled', async () => {
    await tenant.write((tx) =>
      tx.enabledConnection.deleteMany({
        where: { organizationId: fixture.organization.id, connectionId: tenant.connection('password') },
      }),
    )
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toMatchObject({ code: 'sign_in_again' })
    const found = await findInvitation(tenant.tenantId, sent.mailed, await viewerOf(guest))
    expect(found?.viewer).toEqual({ isInvitee: true, mayDecline: true, isInviter: false, mayEnter: false })
  })

  it('requires a session by the connection that the invitation names', async () => {
    await tenant.write((tx) =>
      tx.invitation.updateMany({
        where: { id: sent.id },
        data: { connectionId: tenant.connection('email') },
      }),
    )
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toMatchObject({ code: 'sign_in_again' })
    await tenant.write((tx) =>
      tx.session.updateMany({
        where: { id: guest.sessionId },
        data: { connectionId: tenant.connection('email') },
      }),
    )
    await acceptInvitation(guest.self, sent.mailed)
  })

  it('requires a session that began after the organization ended all sessions', async () => {
    await tenant.write(
      (tx) => tx.$executeRaw`
      UPDATE organizations SET sessions_from = now() + interval '1 second' WHERE id = ${fixture.organization.id}`,
    )
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toMatchObject({ code: 'sign_in_again' })
  })
})

async function viewerOf(person: TestUser) {
  const session = await tenant.read((tx) => tx.session.findFirstOrThrow({ where: { id: person.sessionId } }))
  return { user: person, connectionId: session.connectionId, authTime: session.authTime }
}
