import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ticketOf } from '@/lib/domain/crypto/derive'
import { updateTenantBranding } from '@/lib/domain/tenant-branding/tenant-branding'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { startOutboxFixture } from '@/test/fixtures/outbox'
import { createOperator } from '@/test/fixtures/operator'
import { startOutbox } from './outbox'

const outbox = await startOutboxFixture()
let organization: TestOrganization

beforeAll(() => startOutbox({ timeoutMs: 1000 }))
beforeEach(async () => {
  outbox.resend.script('ok')
  organization = await outbox.organization()
})
afterAll(() => outbox.close())

describe('an email that is sent', () => {
  it('is sent once, from the organization via the tenant, with its own id as key', async () => {
    const { invitationId, to } = await outbox.createInvitationWithEmail(organization)
    const row = await outbox.waitUntilDone(to)
    expect(row).toMatchObject({ state: 'sent', attempts: 1, lastProblem: null })
    expect(outbox.deliveriesTo(to)).toMatchObject([
      {
        id: row.providerId,
        from: '"Acme via House" <hello@foyer.test>',
        subject: 'Olga Owner invited you to Acme',
        idempotencyKey: row.id,
        tags: { template: 'invitation', mail_id: row.id, tenant: outbox.tenant.tenantId },
      },
    ])
    const link = linkOf(invitationId)
    expect(outbox.deliveriesTo(to)[0]?.text).toContain(link)
    expect(outbox.deliveriesTo(to)[0]?.html).toContain(`href="${link}"`)
  })

  it('removes its text from the row', async () => {
    const { to } = await outbox.createInvitationWithEmail(organization)
    expect(await outbox.waitUntilDone(to)).toMatchObject({
      draft: null,
      subject: null,
      html: null,
      text: null,
    })
  })

  it('uses the tenant’s color if its organization has none', async () => {
    const access = await outbox.tenant.tenantAccess(await createOperator(outbox.tenant), 'update:branding')
    await updateTenantBranding(access, { primaryColor: '#0f5f4a' })
    const { to } = await outbox.createInvitationWithEmail(organization)
    await outbox.waitUntilDone(to)
    expect(outbox.deliveriesTo(to)[0]?.html).toContain('#0f5f4a')
    await updateTenantBranding(access, { primaryColor: null })
  })

  it('uses the organization’s name, logo and color', async () => {
    await outbox.changeOrganization(organization, {
      displayName: 'Bright',
      logoId: 'img_bright',
      primaryColor: '#8a1c7c',
    })
    const { to } = await outbox.createInvitationWithEmail(organization)
    await outbox.waitUntilDone(to)
    const html = outbox.deliveriesTo(to)[0]?.html
    expect(html).toContain(`src="http://${outbox.tenant.tenantId}.localhost:3000/logos/img_bright"`)
    expect(html).toContain('#8a1c7c')
  })

  it('cannot be given headers by a name', async () => {
    await outbox.changeOrganization(organization, {
      displayName: 'Acme"\r\nBcc: everyone@attacker.test\r\n\r\n<b>hello',
    })
    const { to } = await outbox.createInvitationWithEmail(organization)
    await outbox.waitUntilDone(to)
    const [delivery] = outbox.deliveriesTo(to)
    expect(delivery?.from).toBe('"Acme Bcc everyone attacker.test b hello via House" <hello@foyer.test>')
    expect(delivery?.subject).toMatch(/^[^\r\n]+$/)
  })
})

describe('a provider that fails', () => {
  it('that says when to retry is not asked sooner, for this email or another', async () => {
    outbox.resend.script(['429:2'])
    const to = await outbox.queueEmail()
    await outbox.waitUntilTried(to)
    const another = await outbox.queueEmail()
    expect(await outbox.waitUntilDone(to)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(await outbox.waitUntilDone(another)).toMatchObject({ state: 'sent', attempts: 1 })
    const [first = 0, second = 0] = attemptsAt(await outbox.row(to))
    const [others = 0] = attemptsAt(await outbox.row(another))
    expect(Math.min(second, others) - first).toBeGreaterThanOrEqual(2000)
    expect(outbox.deliveriesTo(to)).toHaveLength(1)
  })

  it('that did not send the email is asked again, whatever its response says', async () => {
    outbox.resend.script(['500', '503', '408', '409', '429:0'])
    const addresses = await Promise.all(Array.from({ length: 5 }, () => outbox.queueEmail()))
    for (const to of addresses) {
      expect(await outbox.waitUntilDone(to)).toMatchObject({ state: 'sent', attempts: 2 })
      expect(outbox.deliveriesTo(to)).toHaveLength(1)
    }
  })

  it('that rejects the email for good is not asked again, and an event records it', async () => {
    outbox.resend.script(['422'])
    const { to } = await outbox.createInvitationWithEmail(organization)
    const row = await outbox.waitUntilDone(to)
    expect(row).toMatchObject({ state: 'failed', attempts: 1, draft: null })
    expect(row.lastProblem).toContain('validation_error')
    expect(await outbox.eventsOf(row)).toMatchObject([
      {
        type: 'mail.failed',
        organizationId: organization.id,
        details: { template: 'invitation', attempts: 1 },
      },
    ])
  })

  it('that may have accepted the email is asked again, and delivers it once', async () => {
    outbox.resend.script(['timeout', 'accept-then-hang', 'reset', 'accept-then-500'])
    const addresses = await Promise.all(Array.from({ length: 4 }, () => outbox.queueEmail()))
    for (const to of addresses) {
      expect(await outbox.waitUntilDone(to)).toMatchObject({ state: 'sent', attempts: 2 })
      expect(outbox.deliveriesTo(to)).toHaveLength(1)
    }
  })

  it('whose response was lost receives the same body again, though the organization’s name and color have changed', async () => {
    outbox.resend.script(['accept-then-hang'])
    const { invitationId, to } = await outbox.createInvitationWithEmail(organization)
    const waiting = await outbox.waitUntilTried(to)
    expect(JSON.stringify(waiting)).not.toContain(ticketOfFirst(invitationId))
    await outbox.changeOrganization(organization, { displayName: 'Renamed', primaryColor: '#8a1c7c' })
    expect(await outbox.waitUntilDone(to)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(outbox.deliveriesTo(to)).toMatchObject([{ subject: 'Olga Owner invited you to Acme' }])
  })

  it('that refuses all connections for a while receives every email once in the end', async () => {
    await outbox.resend.refuse(true)
    const addresses = Array.from({ length: 50 }, () => outbox.address())
    await outbox.queueEmails(...addresses.map((to) => ({ template: 'sign_up_existing' as const, to })))
    await outbox.waitUntilAll(addresses, (row) => row.lastProblem !== null)
    await outbox.resend.refuse(false)
    const rows = await outbox.waitUntilAll(addresses, (row) => row.state !== 'queued')
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['sent']))
    expect(addresses.map((to) => outbox.deliveriesTo(to).length)).toEqual(addresses.map(() => 1))
  })
})

it('no email of this run was sent twice', () => {
  const keys = outbox.resend.deliveries().map(({ idempotencyKey }) => idempotencyKey)
  expect(new Set(keys).size).toBe(keys.length)
})

function attemptsAt({ id }: { id: string }): number[] {
  return outbox.resend
    .attempts()
    .filter(({ idempotencyKey }) => idempotencyKey === id)
    .map(({ at }) => at)
}

function ticketOfFirst(invitationId: string): string {
  const secret = process.env['FOYER_SECRET'] ?? ''
  return ticketOf({ secret, invitationId, version: 1, purpose: 'mailed' })
}

function linkOf(invitationId: string): string {
  return `http://${outbox.tenant.tenantId}.localhost:3000/invitations/${ticketOfFirst(invitationId)}`
}
