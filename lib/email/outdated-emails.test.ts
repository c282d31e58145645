import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { startOutboxFixture } from '@/test/fixtures/outbox'
import { lockJoinEmails } from '@/lib/domain/join-requests/request-to-join'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { startOutbox } from './outbox'

const roleTenant = await startOutboxFixture()
let organization: TestOrganization

beforeAll(() => startOutbox({ timeoutMs: 1000 }))
beforeEach(async () => {
  roleTenant.resend.script('ok')
  organization = await roleTenant.organization()
})
afterAll(() => roleTenant.close())

describe('an email that must not be sent any more', () => {
  it('is not sent again once the provider has forgotten its idempotency key', async () => {
    roleTenant.resend.script(['timeout'])
    const to = await roleTenant.queueEmail()
    const { id } = await roleTenant.waitUntilTried(to)
    await roleTenant.tenant.write((tx) =>
      tx.mail.updateMany({
        where: { tenantId: roleTenant.tenant.tenantId, id },
        data: { firstTriedAt: new Date(Date.now() - 23.5 * 3_600_000) },
      }),
    )
    expect(await roleTenant.waitUntilDone(to)).toMatchObject({ state: 'unknown', draft: null })
    expect(roleTenant.deliveriesTo(to)).toEqual([])
    expect(await roleTenant.eventsOf({ id })).toMatchObject([{ type: 'mail.given_up' }])
  })

  it.each([
    ['revoked', { state: 'revoked' }],
    ['sent again', { version: 2 }],
    ['overdue', { expiresAt: new Date(Date.now() - 1000) }],
  ])('is not sent: its invitation was %s', async (_, became) => {
    const invitation = await roleTenant.createInvitation(organization)
    await roleTenant.changeInvitation(invitation.invitationId, became)
    await roleTenant.queueEmails({
      template: 'invitation',
      version: 1,
      organizationId: organization.id,
      ...invitation,
    })
    expect(await roleTenant.waitUntilDone(invitation.to)).toMatchObject({
      state: 'failed',
      lastProblem: 'no longer wanted',
    })
    expect(roleTenant.deliveriesTo(invitation.to)).toEqual([])
  })

  it('is not sent: its organization is suspended, except that a member was removed', async () => {
    const { tenant } = roleTenant
    const invitation = await roleTenant.createInvitation(organization)
    const invited = { template: 'invitation', version: 1, ...invitation } as const
    const notices = [
      { template: 'invitation_accepted', invitationId: invitation.invitationId },
      { template: 'invitation_link_requested', invitationId: invitation.invitationId },
      { template: 'join_approved' },
      { template: 'member_restored' },
      { template: 'member_removed' },
    ] as const
    const mails = notices.map((notice) => ({ ...notice, to: roleTenant.address() }))
    const suspend = (suspendedAt: Date | null) =>
      tenant.write((tx) =>
        tx.organization.updateMany({
          where: { tenantId: tenant.tenantId, id: organization.id },
          data: { suspendedAt },
        }),
      )
    await suspend(new Date())
    const all = [invited, ...mails].map((mail) => ({ ...mail, organizationId: organization.id }))
    await roleTenant.queueEmails(...all)
    for (const { to, template } of all)
      expect(await roleTenant.waitUntilDone(to), template).toMatchObject(
        template === 'member_removed'
          ? { state: 'sent' }
          : { state: 'failed', lastProblem: 'no longer wanted' },
      )
    await suspend(null)
    const again = { ...invited, to: roleTenant.address(), organizationId: organization.id }
    await roleTenant.queueEmails(again)
    expect((await roleTenant.waitUntilDone(again.to)).state).toBe('sent')
  })

  it('is not sent: its request to join was withdrawn, unless another one waits', async () => {
    const { tenant } = roleTenant
    const [requestId, waiting] = [newId('joinRequest'), newId('joinRequest')]
    const request = async (id: string, state: string) => {
      const { id: userId } = await tenant.createUser({ name: `Asa ${state}` })
      const organizationId = organization.id
      await tenant.write((tx) => tx.joinRequest.create({ data: { id, organizationId, userId, state } }))
    }
    const send = async () => {
      const to = roleTenant.address()
      const template = 'join_requested'
      await roleTenant.queueEmails({ template, requestId, organizationId: organization.id, to })
      return { to, mail: await roleTenant.waitUntilDone(to) }
    }
    await request(requestId, 'withdrawn')
    expect((await send()).mail).toMatchObject({ state: 'failed', lastProblem: 'no longer wanted' })
    await request(waiting, 'pending')
    const { to, mail } = await send()
    expect(mail.state).toBe('sent')
    expect(roleTenant.deliveriesTo(to)).toMatchObject([
      { subject: expect.stringMatching(/^Asa pending asks/) },
    ])
  })

  it('is sent: the next request, which relies on it, is made at the same time', async () => {
    const { tenant } = roleTenant
    const { tenantId } = tenant
    const { id: organizationId } = organization
    const { id: userId } = await tenant.createUser({ name: 'Asa' })
    const requestId = newId('joinRequest')
    const of = { organizationId, userId }
    await tenant.write((tx) => tx.joinRequest.create({ data: { id: requestId, ...of, state: 'withdrawn' } }))
    const to = roleTenant.address()
    await tenant.write(async (tx) => {
      await lockJoinEmails(tx, { tenantId, organizationId })
      await tx.joinRequest.create({ data: { id: newId('joinRequest'), ...of } })
      await roleTenant.queueEmails({ template: 'join_requested', requestId, organizationId, to })
      await waitForLockWaiter(tx)
    })
    expect((await roleTenant.waitUntilDone(to)).state).toBe('sent')
  })

  it('is not sent: its proof does not exist', async () => {
    const to = roleTenant.address()
    await roleTenant.queueEmails({ template: 'sign_in', proofId: 'prf_gone', to })
    expect(await roleTenant.waitUntilDone(to)).toMatchObject({
      state: 'failed',
      lastProblem: 'no longer wanted',
    })
  })

  it('is not marked as failed if it may have been delivered', async () => {
    roleTenant.resend.script(['accept-then-hang'])
    const { invitationId, to } = await roleTenant.createInvitationWithEmail(organization)
    await roleTenant.waitUntilTried(to)
    await roleTenant.changeInvitation(invitationId, { state: 'accepted' })
    expect(await roleTenant.waitUntilDone(to)).toMatchObject({
      state: 'unknown',
      lastProblem: 'no longer wanted',
    })
    expect(roleTenant.deliveriesTo(to)).toHaveLength(1)
  })
})
