import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { startOutboxFixture } from '@/test/fixtures/outbox'
import { lockJoinEmails } from '@/lib/domain/join-requests/request-to-join'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { startOutbox } from './outbox'

const outbox = await startOutboxFixture()
let organization: TestOrganization

beforeAll(() => startOutbox({ timeoutMs: 1000 }))
beforeEach(async () => {
  outbox.resend.script('ok')
  organization = await outbox.organization()
})
afterAll(() => outbox.close())

describe('an email that must not be sent any more', () => {
  it('is not sent again once the provider has forgotten its idempotency key', async () => {
    outbox.resend.script(['timeout'])
    const to = await outbox.queueEmail()
    const { id } = await outbox.waitUntilTried(to)
    await outbox.tenant.write((tx) =>
      tx.mail.updateMany({
        where: { tenantId: outbox.tenant.tenantId, id },
        data: { firstTriedAt: new Date(Date.now() - 23.5 * 3_600_000) },
      }),
    )
    expect(await outbox.waitUntilDone(to)).toMatchObject({ state: 'unknown', draft: null })
    expect(outbox.deliveriesTo(to)).toEqual([])
    expect(await outbox.eventsOf({ id })).toMatchObject([{ type: 'mail.given_up' }])
  })

  it.each([
    ['revoked', { state: 'revoked' }],
    ['sent again', { version: 2 }],
    ['overdue', { expiresAt: new Date(Date.now() - 1000) }],
  ])('is not sent: its invitation was %s', async (_, became) => {
    const invitation = await outbox.createInvitation(organization)
    await outbox.changeInvitation(invitation.invitationId, became)
    await outbox.queueEmails({
      template: 'invitation',
      version: 1,
      organizationId: organization.id,
      ...invitation,
    })
    expect(await outbox.waitUntilDone(invitation.to)).toMatchObject({
      state: 'failed',
      lastProblem: 'no longer wanted',
    })
    expect(outbox.deliveriesTo(invitation.to)).toEqual([])
  })

  it('is not sent: its organization is suspended, except that a member was removed', async () => {
    const { tenant } = outbox
    const invitation = await outbox.createInvitation(organization)
    const invited = { template: 'invitation', version: 1, ...invitation } as const
    const notices = [
      { template: 'invitation_accepted', invitationId: invitation.invitationId },
      { template: 'invitation_link_requested', invitationId: invitation.invitationId },
      { template: 'join_approved' },
      { template: 'member_restored' },
      { template: 'member_removed' },
    ] as const
    const mails = notices.map((notice) => ({ ...notice, to: outbox.address() }))
    const suspend = (suspendedAt: Date | null) =>
      tenant.write((tx) =>
        tx.organization.updateMany({
          where: { tenantId: tenant.tenantId, id: organization.id },
          data: { suspendedAt },
        }),
      )
    await suspend(new Date())
    const all = [invited, ...mails].map((mail) => ({ ...mail, organizationId: organization.id }))
    await outbox.queueEmails(...all)
    for (const { to, template } of all)
      expect(await outbox.waitUntilDone(to), template).toMatchObject(
        template === 'member_removed'
          ? { state: 'sent' }
          : { state: 'failed', lastProblem: 'no longer wanted' },
      )
    await suspend(null)
    const again = { ...invited, to: outbox.address(), organizationId: organization.id }
    await outbox.queueEmails(again)
    expect((await outbox.waitUntilDone(again.to)).state).toBe('sent')
  })

  it('is not sent: its request to join was withdrawn, unless another one waits', async () => {
    const { tenant } = outbox
    const [requestId, waiting] = [newId('joinRequest'), newId('joinRequest')]
    const request = async (id: string, state: string) => {
      const { id: userId } = await tenant.createUser({ name: `Asa ${state}` })
      const organizationId = organization.id
      await tenant.write((tx) => tx.joinRequest.create({ data: { id, organizationId, userId, state } }))
    }
    const send = async () => {
      const to = outbox.address()
      const template = 'join_requested'
      await outbox.queueEmails({ template, requestId, organizationId: organization.id, to })
      return { to, mail: await outbox.waitUntilDone(to) }
    }
    await request(requestId, 'withdrawn')
    expect((await send()).mail).toMatchObject({ state: 'failed', lastProblem: 'no longer wanted' })
    await request(waiting, 'pending')
    const { to, mail } = await send()
    expect(mail.state).toBe('sent')
    expect(outbox.deliveriesTo(to)).toMatchObject([{ subject: expect.stringMatching(/^Asa pending asks/) }])
  })

  it('is sent: the next request, which relies on it, is made at the same time', async () => {
    const { tenant } = outbox
    const { tenantId } = tenant
    const { id: organizationId } = organization
    const { id: userId } = await tenant.createUser({ name: 'Asa' })
    const requestId = newId('joinRequest')
    const of = { organizationId, userId }
    await tenant.write((tx) => tx.joinRequest.create({ data: { id: requestId, ...of, state: 'withdrawn' } }))
    const to = outbox.address()
    await tenant.write(async (tx) => {
      await lockJoinEmails(tx, { tenantId, organizationId })
      await tx.joinRequest.create({ data: { id: newId('joinRequest'), ...of } })
      await outbox.queueEmails({ template: 'join_requested', requestId, organizationId, to })
      await waitForLockWaiter(tx)
    })
    expect((await outbox.waitUntilDone(to)).state).toBe('sent')
  })

  it('is not sent: its email token does not exist', async () => {
    const to = outbox.address()
    await outbox.queueEmails({ template: 'sign_in', proofId: 'prf_gone', to })
    expect(await outbox.waitUntilDone(to)).toMatchObject({
      state: 'failed',
      lastProblem: 'no longer wanted',
    })
  })

  it('is not marked as failed if it may have been delivered', async () => {
    outbox.resend.script(['accept-then-hang'])
    const { invitationId, to } = await outbox.createInvitationWithEmail(organization)
    await outbox.waitUntilTried(to)
    await outbox.changeInvitation(invitationId, { state: 'accepted' })
    expect(await outbox.waitUntilDone(to)).toMatchObject({
      state: 'unknown',
      lastProblem: 'no longer wanted',
    })
    expect(outbox.deliveriesTo(to)).toHaveLength(1)
  })
})
