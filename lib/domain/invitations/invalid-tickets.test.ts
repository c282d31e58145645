import { beforeEach, describe, expect, it } from 'vitest'
import type { TestUser } from '@/test/fixtures/tenant'
import {
  createInvitationFixtures,
  type InvitationFixture,
  newAddress,
  type Sent,
} from '@/test/fixtures/invitations'
import { deleteAccount } from '../users/delete-account'
import { acceptInvitation } from './accept-invitation'
import { declineInvitation, undoDecline } from './decline-invitation'
import { findInvitation } from './find-invitation'

const { tenant, owner, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture
let guest: TestUser
let sent: Sent

beforeEach(async () => {
  fixture = await createFixture()
  ;({ guest, sent } = await fixture.sendToGuest())
})

describe('a dead ticket', () => {
  it('does nothing after it was used, but for the one who used it', async () => {
    await acceptInvitation(guest.self, sent.mailed)
    await expect(acceptInvitation(guest.self, sent.mailed)).resolves.toEqual({
      slug: fixture.organization.slug,
    })
    await expect(acceptInvitation(owner.self, sent.mailed)).rejects.toMatchObject({ code: 'gone' })
    expect(await fixture.eventsOf('invitation.accepted')).toHaveLength(1)
  })

  it('adds no one who was removed since', async () => {
    await acceptInvitation(guest.self, sent.mailed)
    await tenant.write((tx) =>
      tx.member.deleteMany({ where: { organizationId: fixture.organization.id, userId: guest.id } }),
    )
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toMatchObject({ code: 'gone' })
    expect(await fixture.rolesOf(guest.id)).toBeNull()
  })

  it('does nothing after a revoke', async () => {
    await fixture.revoke(sent.id)
    for (const ticket of [sent.mailed, sent.shown]) {
      await expect(acceptInvitation(guest.self, ticket)).rejects.toMatchObject({ code: 'gone' })
    }
    expect((await findInvitation(tenant.tenantId, sent.mailed, null))?.state).toBe('revoked')
    expect(await fixture.rolesOf(guest.id)).toBeNull()
  })

  it('does nothing after it expired, by the database’s clock', async () => {
    await fixture.makeOverdue(sent.id)
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toThrow('expired')
    expect((await findInvitation(tenant.tenantId, sent.mailed, null))?.state).toBe('expired')
  })

  it('does nothing after a resend, and says that a newer one was sent', async () => {
    const renewed = await fixture.resend(sent.id)
    for (const ticket of [sent.mailed, sent.shown]) {
      await expect(acceptInvitation(guest.self, ticket)).rejects.toThrow('A newer invitation was sent')
      expect((await findInvitation(tenant.tenantId, ticket, null))?.state).toBe('superseded')
    }
    await acceptInvitation(guest.self, renewed.mailed)
    expect((await findInvitation(tenant.tenantId, sent.mailed, null))?.state).toBe('accepted')
  })

  it('does nothing while the organization is deleted or suspended', async () => {
    for (const column of ['deletedAt', 'suspendedAt']) {
      const set = (value: Date | null) =>
        tenant.write((tx) =>
          tx.organization.updateMany({ where: { id: fixture.organization.id }, data: { [column]: value } }),
        )
      await set(new Date())
      await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toMatchObject({ code: 'gone' })
      expect((await findInvitation(tenant.tenantId, sent.mailed, null))?.state).toBe('unavailable')
      await set(null)
    }
    await acceptInvitation(guest.self, sent.mailed)
  })

  it('cannot be revoked once it was accepted', async () => {
    await acceptInvitation(guest.self, sent.mailed)
    await expect(fixture.revoke(sent.id)).rejects.toMatchObject({ code: 'gone' })
    expect(await fixture.stateOf(sent.id)).toBe('accepted')
  })
})

describe('declining', () => {
  it('is for the invitee or the holder of the emailed ticket', async () => {
    const stranger = await tenant.createUser()
    const wrong = declineInvitation(tenant.tenantId, sent.mailed, stranger.self)
    await expect(wrong).rejects.toMatchObject({ code: 'conflict' })
    const shown = declineInvitation(tenant.tenantId, sent.shown, null)
    await expect(shown).rejects.toMatchObject({ code: 'sign_in_again' })
    expect(await fixture.stateOf(sent.id)).toBe('pending')
    await declineInvitation(tenant.tenantId, sent.mailed, null)
    expect(await fixture.stateOf(sent.id)).toBe('declined')
    expect(await fixture.eventsOf('invitation.declined')).toMatchObject([
      { actorKind: 'invitee', actorId: sent.id },
    ])
  })

  it('can be undone for a minute by those who could decline', async () => {
    await declineInvitation(tenant.tenantId, sent.shown, guest.self)
    const stranger = await tenant.createUser()
    const undo = (ticket: string, person: TestUser | null) =>
      undoDecline(tenant.tenantId, ticket, person?.self ?? null)
    await expect(undo(sent.mailed, stranger)).rejects.toMatchObject({ code: 'conflict' })
    await expect(undo(sent.shown, null)).rejects.toMatchObject({ code: 'sign_in_again' })
    const seen = async () => (await findInvitation(tenant.tenantId, sent.mailed, null))?.undoableFor
    expect(await seen()).toBeGreaterThan(50)
    expect((await findInvitation(tenant.tenantId, sent.shown, null))?.undoableFor).toBe(0)
    await undo(sent.shown, guest)
    await expect(undo(sent.shown, guest)).rejects.toMatchObject({ code: 'gone' })
    expect(await fixture.stateOf(sent.id)).toBe('pending')
    expect(await fixture.eventsOf('invitation.decline_undone')).toMatchObject([{ actorId: guest.id }])
    await declineInvitation(tenant.tenantId, sent.mailed, null)
    await expect(undo(sent.mailed, null)).rejects.toThrow('declined')
    expect(await fixture.stateOf(sent.id)).toBe('declined')
  })

  it('stays once the minute is over, the inviter is removed, or a newer invitation was sent', async () => {
    const undo = () => undoDecline(tenant.tenantId, sent.mailed, null)
    await declineInvitation(tenant.tenantId, sent.mailed, null)
    await declinedSecondsAgo(61)
    expect((await findInvitation(tenant.tenantId, sent.mailed, null))?.undoableFor).toBe(0)
    await expect(undo()).rejects.toThrow('declined')
    await declinedSecondsAgo(0)
    const { inviterUserId } = await tenant.read((tx) =>
      tx.invitation.findFirstOrThrow({ where: { id: sent.id } }),
    )
    await setInviter((await tenant.createUser()).id)
    await expect(undo()).rejects.toThrow('declined')
    await setInviter(inviterUserId)
    const newer = await fixture.send(guest.email)
    await expect(undo()).rejects.toThrow('declined')
    await declineInvitation(tenant.tenantId, newer.mailed, null)
    await expect(undo()).rejects.toThrow('declined')
    expect(await fixture.stateOf(sent.id)).toBe('declined')
  })

  it('can be undone also if an application sent the invitation (ADR 43)', async () => {
    await setInviter(null)
    await declineInvitation(tenant.tenantId, sent.mailed, null)
    expect((await findInvitation(tenant.tenantId, sent.mailed, null))?.undoableFor).toBeGreaterThan(50)
    await undoDecline(tenant.tenantId, sent.mailed, null)
    expect(await fixture.stateOf(sent.id)).toBe('pending')
  })

  it('cannot be undone once the inviter has deleted their account', async () => {
    const inviter = await tenant.createUser()
    await tenant.addMember(fixture.organization, inviter, ['Owner'])
    const offer = await fixture.send(newAddress(), ['Owner'], inviter)
    await declineInvitation(tenant.tenantId, offer.mailed, null)
    await deleteAccount(inviter.self, inviter.email)
    await expect(undoDecline(tenant.tenantId, offer.mailed, null)).rejects.toThrow('declined')
    expect(await fixture.stateOf(offer.id)).toBe('declined')
  })

  it('is final after a minute', async () => {
    await declineInvitation(tenant.tenantId, sent.shown, guest.self)
    await declinedSecondsAgo(61)
    await expect(acceptInvitation(guest.self, sent.mailed)).rejects.toThrow('declined')
    await expect(declineInvitation(tenant.tenantId, sent.mailed, null)).rejects.toMatchObject({
      code: 'gone',
    })
    expect(await fixture.eventsOf('invitation.declined')).toMatchObject([{ actorId: guest.id }])
  })
})

function setInviter(inviterUserId: string | null): Promise<unknown> {
  return tenant.write((tx) => tx.invitation.updateMany({ where: { id: sent.id }, data: { inviterUserId } }))
}

function declinedSecondsAgo(seconds: number): Promise<unknown> {
  return tenant.write(
    (tx) => tx.$executeRaw`
      UPDATE invitations SET closed_at = now() - make_interval(secs => ${seconds}) WHERE id = ${sent.id}`,
  )
}
