import { beforeEach, describe, expect, it } from 'vitest'
import { recordReport, type ReportType } from '@/lib/email/email-report'
import { createInvitationFixtures, newAddress, type InvitationFixture } from '@/test/fixtures/invitations'
import { getInvitationTimeline } from './get-invitation-timeline'
import { listInvitations } from './list-invitations'
import { revokeInvitations } from './revoke-invitations'

const { tenant, owner, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})

async function timelineOf(id: string) {
  return getInvitationTimeline(await fixture.reading(), id)
}

/** Oldest first. */
async function typesOf(id: string): Promise<string[]> {
  return (await timelineOf(id)).entries.map(({ type }) => type).reverse()
}

/** Marks the latest email to the address as sent, and reports what became of it. */
async function report(email: string, ...types: ReportType[]): Promise<void> {
  const [mail] = (await fixture.mailsTo(email)).toSorted((one, other) => other.id.localeCompare(one.id))
  if (!mail) throw new Error(`No email to ${email}.`)
  const key = { tenantId_id: { tenantId: tenant.tenantId, id: mail.id } }
  const sentAt = new Date()
  await tenant.write((tx) => tx.mail.update({ where: key, data: { state: 'sent', sentAt } }))
  for (const [index, type] of types.entries()) {
    const occurredAt = new Date(sentAt.getTime() + index + 1)
    const one = { tenantId: tenant.tenantId, mailId: mail.id, providerId: `re-${mail.id}`, type, occurredAt }
    await recordReport({ ...one, id: `${mail.id} ${type}`, reason: 'Permanent: General' })
  }
}

async function listed() {
  const { rows } = await listInvitations(await fixture.reading(), {
    include: 'details',
    states: ['pending', 'revoked'],
    take: 10,
    skip: 0,
  })
  return Object.fromEntries(rows.map(({ email, emailProblem }) => [email, emailProblem]))
}

describe('the timeline of an invitation', () => {
  it('lists its changes with their actors, and its emails', async () => {
    const email = newAddress()
    const { id } = await fixture.send(email)
    await report(email, 'sent', 'delivery_delayed', 'bounced')
    await fixture.resend(id)
    await report(email, 'delivered', 'opened')
    await revokeInvitations(await fixture.revoking(), [id])
    const { invitation, entries } = await timelineOf(id)
    expect(invitation).toMatchObject({ email, state: 'revoked', isOpen: false, isResendable: false })
    expect(entries.map(({ type, actorName, reason }) => [type, actorName ?? reason])).toEqual([
      ['invitation.revoked', owner.name],
      ['email.opened', 'Permanent: General'],
      ['email.delivered', 'Permanent: General'],
      ['email.sent', null],
      ['invitation.resent', owner.name],
      ['email.bounced', 'Permanent: General'],
      ['email.delivery_delayed', 'Permanent: General'],
      ['email.sent', null],
      ['invitation.created', owner.name],
    ])
  })

  it('says when it expired, closed or only overdue, and whether it can be sent again', async () => {
    const { id, email } = await fixture.sendToNew()
    await fixture.makeOverdue(id)
    expect((await typesOf(id)).toSorted()).toEqual(['invitation.created', 'invitation.expired'])
    await fixture.expire(id)
    expect((await typesOf(id)).toSorted()).toEqual(['invitation.created', 'invitation.expired'])
    expect((await timelineOf(id)).invitation.isResendable).toBe(true)
    await fixture.send(email)
    expect((await timelineOf(id)).invitation.isResendable).toBe(false)
  })

  it('of another organization is not found', async () => {
    const { id } = await fixture.sendToNew()
    const other = await createFixture()
    await expect(getInvitationTimeline(await other.reading(), id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('shows nothing of an invitation before, to the same address', async () => {
    const { id, email } = await fixture.sendToNew()
    await report(email, 'bounced')
    await fixture.revoke(id)
    const next = await fixture.send(email)
    expect(await typesOf(next.id)).toEqual(['invitation.created'])
  })
})

describe('the list', () => {
  it('says what the last report says of the latest email', async () => {
    const reports: [ReportType[], string | null][] = [
      [['sent', 'bounced'], 'bounced'],
      [['suppressed'], 'bounced'],
      [['failed'], 'failed'],
      [['delivery_delayed', 'delivered'], null],
    ]
    const expected: Record<string, string | null> = {}
    for (const [types, problem] of reports) {
      const { email } = await fixture.sendToNew()
      await report(email, ...types)
      expected[email] = problem
    }
    const [again, revoked] = await Promise.all([fixture.sendToNew(), fixture.sendToNew()])
    for (const { email } of [again, revoked]) {
      await report(email, 'bounced')
      expected[email] = null
    }
    await fixture.resend(again.id)
    await fixture.revoke(revoked.id)
    expect(await listed()).toEqual(expected)
  })
})
