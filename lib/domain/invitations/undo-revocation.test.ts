import { beforeEach, describe, expect, it } from 'vitest'
import { createInvitationFixtures, type InvitationFixture } from '@/test/fixtures/invitations'
import { findInvitation } from './find-invitation'
import { revokeInvitations } from './revoke-invitations'
import { undoRevocation } from './undo-revocation'

const { tenant, owner, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})

async function revoked(): Promise<{ id: string; email: string; mailed: string }> {
  const sent = await fixture.sendToNew()
  await fixture.revoke(sent.id)
  return sent
}

async function revoking(person = owner) {
  return tenant.accessTo(fixture.organization, person, 'delete:organization_invitations')
}

describe('undoRevocation', () => {
  it('makes exactly those pending again, whose links work as before', async () => {
    const first = await fixture.sendToNew()
    const sent = [first, await fixture.sendToNew()]
    const other = await revoked()
    const ids = sent.map(({ id }) => id)
    const before = await Promise.all(sent.map(({ email }) => fixture.rowsTo(email)))
    await revokeInvitations(await revoking(), ids)
    expect(await undoRevocation(await revoking(), ids)).toBe(2)
    expect(await Promise.all(sent.map(({ email }) => fixture.rowsTo(email)))).toEqual(before)
    expect(await fixture.stateOf(other.id)).toBe('revoked')
    for (const { mailed } of sent)
      expect(await findInvitation(tenant.tenantId, mailed, null)).toMatchObject({ state: 'pending' })
    expect(await fixture.eventsOf('invitation.revocation_undone')).toHaveLength(2)
    await expect(undoRevocation(await revoking(), ids)).rejects.toMatchObject({ code: 'gone' })
  })

  it('sends the email that was left out meanwhile', async () => {
    const { id, email } = await revoked()
    await tenant.write((tx) =>
      tx.mail.updateMany({
        where: { recipient: email },
        data: { state: 'failed', lastProblem: 'no longer wanted' },
      }),
    )
    const mails = async () => (await fixture.mailsTo(email)).map(({ state }) => state).toSorted()
    for (const states of [
      ['failed', 'queued'],
      ['failed', 'queued'],
    ]) {
      await undoRevocation(await revoking(), [id])
      expect(await mails()).toEqual(states)
      await fixture.revoke(id)
    }
  })

  it('is refused after a minute, to others, and over what changed since', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(fixture.organization, admin, ['Admin'])
    const late = await revoked()
    await tenant.write(
      (tx) => tx.$executeRaw`
        UPDATE invitations SET closed_at = now() - interval '61 seconds' WHERE id = ${late.id}`,
    )
    const overdue = await revoked()
    await fixture.makeOverdue(overdue.id)
    const again = await revoked()
    await fixture.invite(again.email)
    const declined = await fixture.sendToNew()
    await tenant.write((tx) =>
      tx.invitation.updateMany({
        where: { id: declined.id },
        data: { state: 'declined', closedAt: new Date() },
      }),
    )
    const { guest, sent: joined } = await fixture.sendToGuest()
    await fixture.revoke(joined.id)
    await tenant.addMember(fixture.organization, guest, ['Member'])
    for (const { id } of [late, overdue, again, declined, joined]) {
      await expect(undoRevocation(await revoking(), [id])).rejects.toMatchObject({ code: 'gone' })
    }
    const mine = await revoked()
    await expect(undoRevocation(await revoking(admin), [mine.id])).rejects.toMatchObject({ code: 'gone' })
    expect(await undoRevocation(await revoking(), [mine.id])).toBe(1)
    await revokeInvitations(await revoking(admin), [mine.id])
    await expect(undoRevocation(await revoking(), [mine.id])).rejects.toMatchObject({ code: 'gone' })
    const neighbour = await tenant.createOrganization({ owner })
    const foreign = await fixture.revoking(neighbour)
    await expect(undoRevocation(foreign, [mine.id])).rejects.toMatchObject({ code: 'gone' })
  })

  it('is refused once the inviter has left', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(fixture.organization, admin, ['Admin'])
    const { invitations } = await fixture.invite('left@invited.test', ['Member'], admin)
    const ids = [...invitations.values()].map(({ id }) => id)
    await revokeInvitations(await revoking(), ids)
    await tenant.write((tx) => tx.member.deleteMany({ where: { userId: admin.id } }))
    await expect(undoRevocation(await revoking(), ids)).rejects.toMatchObject({ code: 'gone' })
  })
})
