import { beforeEach, describe, expect, it } from 'vitest'
import { createInvitationFixtures, type InvitationFixture, type Sent } from '@/test/fixtures/invitations'
import type { TestUser } from '@/test/fixtures/tenant'
import { acceptInvitation } from './accept-invitation'
import { requestNewLink } from './request-new-link'

const { tenant, owner, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture
let inviter: TestUser
let sent: Sent & { email: string }

beforeEach(async () => {
  fixture = await createFixture()
  inviter = await tenant.createUser({ name: 'Ina Inviter' })
  await tenant.addMember(fixture.organization, inviter, ['Admin'])
  sent = await fixture.sendToNew(['Member'], inviter)
})

function request(ticket = sent.mailed): Promise<void> {
  return requestNewLink(tenant.tenantId, ticket)
}

async function recipients(): Promise<string[]> {
  const where = { organizationId: fixture.organization.id, template: 'invitation_link_requested' }
  const mails = await tenant.read((tx) => tx.mail.findMany({ where }))
  return mails.map(({ recipient }) => recipient)
}

function updateInviter(what: { suspendedAt: Date }): Promise<unknown> {
  return tenant.write((tx) => tx.member.updateMany({ where: { userId: inviter.id }, data: what }))
}

describe('asking for a new link', () => {
  it.each([
    ['an expired invitation', () => fixture.makeOverdue(sent.id)],
    ['one that the cleanup has closed', () => fixture.expire(sent.id)],
    ['a revoked one', () => fixture.revoke(sent.id)],
    ['a superseded link', () => fixture.resend(sent.id)],
  ])('emails the inviter of %s, at most once an hour', async (_what, close) => {
    await close()
    const expected = (await fixture.stateOf(sent.id)) === 'pending' ? await inviterOf() : inviter.email
    await Promise.all([request(), request(sent.shown)])
    expect(await recipients()).toEqual([expected])
    expect(await fixture.eventsOf('invitation.link_requested')).toMatchObject([
      { actorKind: 'invitee', actorId: sent.id, targetId: sent.id },
    ])
    await tenant.write(
      (tx) => tx.$executeRaw`
        UPDATE invitations SET link_requested_at = now() - interval '1 hour' WHERE id = ${sent.id}`,
    )
    await request()
    expect(await recipients()).toHaveLength(2)
  })

  it('emails the owners once the inviter has left, is suspended or can no longer invite', async () => {
    await fixture.revoke(sent.id)
    await updateInviter({ suspendedAt: new Date() })
    await request()
    expect(await recipients()).toEqual([owner.email])
    const demoted = await fixture.sendToNew(['Member'], owner)
    await fixture.revoke(demoted.id)
    await tenant.write(async (tx) => {
      const place = { organizationId: fixture.organization.id }
      await tx.invitation.updateMany({ where: { id: demoted.id }, data: { inviterUserId: inviter.id } })
      await tx.memberRole.deleteMany({ where: { ...place, userId: inviter.id } })
      await tx.member.updateMany({ where: { ...place, userId: inviter.id }, data: { suspendedAt: null } })
    })
    await request(demoted.mailed)
    expect(await recipients()).toEqual([owner.email, owner.email])
  })

  it('emails at most 20 times an hour for an organization, and says the same beyond', async () => {
    await fixture.revoke(sent.id)
    const mail = {
      organizationId: fixture.organization.id,
      recipient: owner.email,
      template: 'invitation_link_requested',
      payload: { template: 'invitation_link_requested', invitationId: sent.id },
      state: 'sent',
    }
    const twenty = Array.from({ length: 20 }, (_, index) => ({ ...mail, id: `mail_${sent.id}${index}` }))
    await tenant.write((tx) => tx.mail.createMany({ data: twenty }))
    await expect(request()).resolves.toBeUndefined()
    expect(await recipients()).toHaveLength(20)
  })

  it('is refused while the link works, once it was used, and for an unknown one', async () => {
    await expect(request()).rejects.toMatchObject({ code: 'gone' })
    const { guest, sent: theirs } = await fixture.sendToGuest()
    await acceptInvitation(guest.self, theirs.mailed)
    await expect(request(theirs.mailed)).rejects.toMatchObject({ code: 'gone' })
    await expect(request('A'.repeat(32))).rejects.toMatchObject({ code: 'not_found' })
    expect(await recipients()).toEqual([])
  })
})

/** Who resends an invitation becomes its inviter. */
async function inviterOf(): Promise<string> {
  const [row] = await tenant.read(
    (tx) => tx.$queryRaw<{ email: string }[]>`
      SELECT u.email FROM invitations i JOIN users u ON u.id = i.inviter_user_id WHERE i.id = ${sent.id}`,
  )
  return row?.email ?? ''
}
