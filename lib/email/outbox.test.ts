import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ticketOf } from '@/lib/domain/crypto/derive'
import { updateTenantBranding } from '@/lib/domain/tenant-branding/tenant-branding'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { startOutboxFixture } from '@/test/fixtures/outbox'
import { createOperator } from '@/test/fixtures/operator'
import { startOutbox } from './outbox'

const roleTenant = await startOutboxFixture()
let organization: TestOrganization

beforeAll(() => startOutbox({ timeoutMs: 1000 }))
beforeEach(async () => {
  roleTenant.resend.script('ok')
  organization = await roleTenant.organization()
})
afterAll(() => roleTenant.close())

describe('a mail that goes through', () => {
  it('leaves once, from the organization by way of the tenant, under its own id as key', async () => {
    const { invitationId, to } = await roleTenant.createInvitationWithEmail(organization)
    const row = await roleTenant.waitUntilDone(to)
    expect(row).toMatchObject({ state: 'sent', attempts: 1, lastProblem: null })
    expect(roleTenant.deliveriesTo(to)).toMatchObject([
      {
        id: row.providerId,
        from: '"Acme via House" <hello@foyer.test>',
        subject: 'Olga Owner invited you to Acme',
        idempotencyKey: row.id,
        tags: { template: 'invitation', mail_id: row.id, tenant: roleTenant.tenant.tenantId },
      },
    ])
    const link = linkOf(invitationId)
    expect(roleTenant.deliveriesTo(to)[0]?.text).toContain(link)
    expect(roleTenant.deliveriesTo(to)[0]?.html).toContain(`href="${link}"`)
  })

  it('removes its text from the row', async () => {
    const { to } = await roleTenant.createInvitationWithEmail(organization)
    expect(await roleTenant.waitUntilDone(to)).toMatchObject({
      draft: null,
      subject: null,
      html: null,
      text: null,
    })
  })

  it('uses the tenant’s color if its organization has none', async () => {
    const access = await roleTenant.tenant.tenantAccess(
      await createOperator(roleTenant.tenant),
      'update:branding',
    )
    await updateTenantBranding(access, { primaryColor: '#0f5f4a' })
    const { to } = await roleTenant.createInvitationWithEmail(organization)
    await roleTenant.waitUntilDone(to)
    expect(roleTenant.deliveriesTo(to)[0]?.html).toContain('#0f5f4a')
    await updateTenantBranding(access, { primaryColor: null })
  })

  it('uses the organization’s name, logo and color', async () => {
    await roleTenant.changeOrganization(organization, {
      displayName: 'Bright',
      logoId: 'img_bright',
      primaryColor: '#8a1c7c',
    })
    const { to } = await roleTenant.createInvitationWithEmail(organization)
    await roleTenant.waitUntilDone(to)
    const html = roleTenant.deliveriesTo(to)[0]?.html
    expect(html).toContain(`src="http://${roleTenant.tenant.tenantId}.localhost:3000/logos/img_bright"`)
    expect(html).toContain('#8a1c7c')
  })

  it('cannot be given headers by a name', async () => {
    await roleTenant.changeOrganization(organization, {
      displayName: 'Acme"\r\nBcc: everybody@attacker.test\r\n\r\n<b>hello',
    })
    const { to } = await roleTenant.createInvitationWithEmail(organization)
    await roleTenant.waitUntilDone(to)
    const [delivery] = roleTenant.deliveriesTo(to)
    expect(delivery?.from).toBe('"Acme Bcc everybody attacker.test b hello via House" <hello@foyer.test>')
    expect(delivery?.subject).toMatch(/^[^\r\n]+$/)
  })
})

describe('a provider that fails', () => {
  it('that says when to retry is not asked sooner, for this email or another', async () => {
    roleTenant.resend.script(['429:2'])
    const to = await roleTenant.queueEmail()
    await roleTenant.waitUntilTried(to)
    const another = await roleTenant.queueEmail()
    expect(await roleTenant.waitUntilDone(to)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(await roleTenant.waitUntilDone(another)).toMatchObject({ state: 'sent', attempts: 1 })
    const [first = 0, second = 0] = attemptsAt(await roleTenant.row(to))
    const [others = 0] = attemptsAt(await roleTenant.row(another))
    expect(Math.min(second, others) - first).toBeGreaterThanOrEqual(2000)
    expect(roleTenant.deliveriesTo(to)).toHaveLength(1)
  })

  it('that did not send the email is asked again, whatever its response says', async () => {
    roleTenant.resend.script(['500', '503', '408', '409', '429:0'])
    const addresses = await Promise.all(Array.from({ length: 5 }, () => roleTenant.queueEmail()))
    for (const to of addresses) {
      expect(await roleTenant.waitUntilDone(to)).toMatchObject({ state: 'sent', attempts: 2 })
      expect(roleTenant.deliveriesTo(to)).toHaveLength(1)
    }
  })

  it('that rejects the email for good is not asked again, and an event records it', async () => {
    roleTenant.resend.script(['422'])
    const { to } = await roleTenant.createInvitationWithEmail(organization)
    const row = await roleTenant.waitUntilDone(to)
    expect(row).toMatchObject({ state: 'failed', attempts: 1, draft: null })
    expect(row.lastProblem).toContain('validation_error')
    expect(await roleTenant.eventsOf(row)).toMatchObject([
      {
        type: 'mail.failed',
        organizationId: organization.id,
        details: { template: 'invitation', attempts: 1 },
      },
    ])
  })

  it('that may have accepted the email is asked again, and delivers it once', async () => {
    roleTenant.resend.script(['timeout', 'accept-then-hang', 'reset', 'accept-then-500'])
    const addresses = await Promise.all(Array.from({ length: 4 }, () => roleTenant.queueEmail()))
    for (const to of addresses) {
      expect(await roleTenant.waitUntilDone(to)).toMatchObject({ state: 'sent', attempts: 2 })
      expect(roleTenant.deliveriesTo(to)).toHaveLength(1)
    }
  })

  it('whose response was lost receives the same body again, though the organization’s name and color have changed', async () => {
    roleTenant.resend.script(['accept-then-hang'])
    const { invitationId, to } = await roleTenant.createInvitationWithEmail(organization)
    const waiting = await roleTenant.waitUntilTried(to)
    expect(JSON.stringify(waiting)).not.toContain(ticketOfFirst(invitationId))
    await roleTenant.changeOrganization(organization, { displayName: 'Renamed', primaryColor: '#8a1c7c' })
    expect(await roleTenant.waitUntilDone(to)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(roleTenant.deliveriesTo(to)).toMatchObject([{ subject: 'Olga Owner invited you to Acme' }])
  })

  it('that refuses all connections for a while receives every email once in the end', async () => {
    await roleTenant.resend.refuse(true)
    const addresses = Array.from({ length: 50 }, () => roleTenant.address())
    await roleTenant.queueEmails(...addresses.map((to) => ({ template: 'sign_up_existing' as const, to })))
    await roleTenant.waitUntilAll(addresses, (row) => row.lastProblem !== null)
    await roleTenant.resend.refuse(false)
    const rows = await roleTenant.waitUntilAll(addresses, (row) => row.state !== 'queued')
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['sent']))
    expect(addresses.map((to) => roleTenant.deliveriesTo(to).length)).toEqual(addresses.map(() => 1))
  })
})

it('no email of this run was sent twice', () => {
  const keys = roleTenant.resend.deliveries().map(({ idempotencyKey }) => idempotencyKey)
  expect(new Set(keys).size).toBe(keys.length)
})

function attemptsAt({ id }: { id: string }): number[] {
  return roleTenant.resend
    .attempts()
    .filter(({ idempotencyKey }) => idempotencyKey === id)
    .map(({ at }) => at)
}

function ticketOfFirst(invitationId: string): string {
  const secret = process.env['FOYER_SECRET'] ?? ''
  return ticketOf({ secret, invitationId, version: 1, purpose: 'mailed' })
}

function linkOf(invitationId: string): string {
  return `http://${roleTenant.tenant.tenantId}.localhost:3000/invitations/${ticketOfFirst(invitationId)}`
}
