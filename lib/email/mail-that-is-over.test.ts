import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { startOutboxFixture } from '@/test/fixtures/outbox'
import { startOutbox } from './outbox'

const room = await startOutboxFixture()
let organization: TestOrganization

beforeAll(() => startOutbox({ timeoutMs: 1000 }))
beforeEach(async () => {
  room.resend.script('ok')
  organization = await room.organization()
})
afterAll(() => room.close())

describe('an email that must not be sent any more', () => {
  it('is not sent again once the provider has forgotten its idempotency key', async () => {
    room.resend.script(['timeout'])
    const to = await room.posted()
    const { id } = await room.tried(to)
    await room.tenant.write((tx) =>
      tx.mail.updateMany({
        where: { tenantId: room.tenant.tenantId, id },
        data: { firstTriedAt: new Date(Date.now() - 23.5 * 3_600_000) },
      }),
    )
    expect(await room.settled(to)).toMatchObject({ state: 'unknown', draft: null })
    expect(room.deliveriesTo(to)).toEqual([])
    expect(await room.eventsOf({ id })).toMatchObject([{ type: 'mail.given_up' }])
  })

  it.each([
    ['revoked', { state: 'revoked' }],
    ['sent again', { version: 2 }],
    ['overdue', { expiresAt: new Date(Date.now() - 1000) }],
  ])('is not sent: its invitation was %s', async (_, became) => {
    const invitation = await room.invitation(organization)
    await room.changeInvitation(invitation.invitationId, became)
    await room.post({ template: 'invitation', version: 1, organizationId: organization.id, ...invitation })
    expect(await room.settled(invitation.to)).toMatchObject({
      state: 'failed',
      lastProblem: 'no longer wanted',
    })
    expect(room.deliveriesTo(invitation.to)).toEqual([])
  })

  it('is not sent: its proof does not exist', async () => {
    const to = room.address()
    await room.post({ template: 'sign_in', proofId: 'prf_gone', to })
    expect(await room.settled(to)).toMatchObject({ state: 'failed', lastProblem: 'no longer wanted' })
  })

  it('is not marked as failed if it may have been delivered', async () => {
    room.resend.script(['accept-then-hang'])
    const { invitationId, to } = await room.invited(organization)
    await room.tried(to)
    await room.changeInvitation(invitationId, { state: 'accepted' })
    expect(await room.settled(to)).toMatchObject({ state: 'unknown', lastProblem: 'no longer wanted' })
    expect(room.deliveriesTo(to)).toHaveLength(1)
  })
})
