import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ticketOf } from '@/lib/domain/crypto/derive'
import { updateTenantBranding } from '@/lib/domain/tenant-branding/tenant-branding'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { startOutboxFixture } from '@/test/fixtures/outbox'
import { operatorOf } from '@/test/fixtures/operator'
import { startOutbox } from './outbox'

const room = await startOutboxFixture()
let organization: TestOrganization

beforeAll(() => startOutbox({ timeoutMs: 1000 }))
beforeEach(async () => {
  room.resend.script('ok')
  organization = await room.organization()
})
afterAll(() => room.close())

describe('a mail that goes through', () => {
  it('leaves once, from the organization by way of the tenant, under its own id as key', async () => {
    const { invitationId, to } = await room.invited(organization)
    const row = await room.settled(to)
    expect(row).toMatchObject({ state: 'sent', attempts: 1, lastProblem: null })
    expect(room.deliveriesTo(to)).toMatchObject([
      {
        id: row.providerId,
        from: '"Acme via House" <hello@foyer.test>',
        subject: 'Olga Owner invited you to Acme',
        idempotencyKey: row.id,
        tags: { template: 'invitation', mail_id: row.id, tenant: room.tenant.tenantId },
      },
    ])
    const link = linkOf(invitationId)
    expect(room.deliveriesTo(to)[0]?.text).toContain(link)
    expect(room.deliveriesTo(to)[0]?.html).toContain(`href="${link}"`)
  })

  it('leaves nothing of its words in the row', async () => {
    const { to } = await room.invited(organization)
    expect(await room.settled(to)).toMatchObject({ draft: null, subject: null, html: null, text: null })
  })

  it('wears the tenant’s colour where its organization has none', async () => {
    const access = await room.tenant.tenantAccess(await operatorOf(room.tenant), 'update:branding')
    await updateTenantBranding(access, { primaryColor: '#0f5f4a' })
    const { to } = await room.invited(organization)
    await room.settled(to)
    expect(room.deliveriesTo(to)[0]?.html).toContain('#0f5f4a')
    await updateTenantBranding(access, { primaryColor: null })
  })

  it('wears the organization’s name, logo and colour', async () => {
    await room.changePlace(organization, {
      displayName: 'Bright',
      logoId: 'img_bright',
      primaryColor: '#8a1c7c',
    })
    const { to } = await room.invited(organization)
    await room.settled(to)
    const html = room.deliveriesTo(to)[0]?.html
    expect(html).toContain(`src="http://${room.tenant.tenantId}.localhost:3000/logos/img_bright"`)
    expect(html).toContain('#8a1c7c')
  })

  it('cannot be given headers by a name', async () => {
    await room.changePlace(organization, { displayName: 'Acme"\r\nBcc: everybody@evil.test\r\n\r\n<b>hello' })
    const { to } = await room.invited(organization)
    await room.settled(to)
    const [delivery] = room.deliveriesTo(to)
    expect(delivery?.from).toBe('"Acme Bcc everybody evil.test b hello via House" <hello@foyer.test>')
    expect(delivery?.subject).toMatch(/^[^\r\n]+$/)
  })
})

describe('a provider in trouble', () => {
  it('that says when is not asked sooner, neither about this mail nor about another', async () => {
    room.resend.script(['429:2'])
    const to = await room.posted()
    await room.tried(to)
    const another = await room.posted()
    expect(await room.settled(to)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(await room.settled(another)).toMatchObject({ state: 'sent', attempts: 1 })
    const [first = 0, second = 0] = attemptsAt(await room.row(to))
    const [others = 0] = attemptsAt(await room.row(another))
    expect(Math.min(second, others) - first).toBeGreaterThanOrEqual(2000)
    expect(room.deliveriesTo(to)).toHaveLength(1)
  })

  it('that has not taken the mail is asked again, whatever it says', async () => {
    room.resend.script(['500', '503', '401', '409', '429:0'])
    const addresses = await Promise.all(Array.from({ length: 5 }, () => room.posted()))
    for (const to of addresses) {
      expect(await room.settled(to)).toMatchObject({ state: 'sent', attempts: 2 })
      expect(room.deliveriesTo(to)).toHaveLength(1)
    }
  })

  it('that refuses the mail for good is believed, and the audit says so', async () => {
    room.resend.script(['422'])
    const { to } = await room.invited(organization)
    const row = await room.settled(to)
    expect(row).toMatchObject({ state: 'failed', attempts: 1, draft: null })
    expect(row.lastProblem).toContain('validation_error')
    expect(await room.eventsOf(row)).toMatchObject([
      {
        type: 'mail.failed',
        organizationId: organization.id,
        details: { template: 'invitation', attempts: 1 },
      },
    ])
  })

  it('that may have taken the mail is asked again, and it arrives once', async () => {
    room.resend.script(['timeout', 'accept-then-hang', 'reset', '502'])
    const addresses = await Promise.all(Array.from({ length: 4 }, () => room.posted()))
    for (const to of addresses) {
      expect(await room.settled(to)).toMatchObject({ state: 'sent', attempts: 2 })
      expect(room.deliveriesTo(to)).toHaveLength(1)
    }
  })

  it('that lost its answer hears the same words again, though the organization has another name and colour by then', async () => {
    room.resend.script(['accept-then-hang'])
    const { invitationId, to } = await room.invited(organization)
    const waiting = await room.tried(to)
    expect(JSON.stringify(waiting)).not.toContain(ticketOfFirst(invitationId))
    await room.changePlace(organization, { displayName: 'Renamed', primaryColor: '#8a1c7c' })
    expect(await room.settled(to)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(room.deliveriesTo(to)).toMatchObject([{ subject: 'Olga Owner invited you to Acme' }])
  })

  it('that refuses all connections for a while gets every mail once in the end', async () => {
    await room.resend.refuse(true)
    const addresses = Array.from({ length: 50 }, () => room.address())
    await room.post(...addresses.map((to) => ({ template: 'sign_up_existing' as const, to })))
    await room.untilAll(addresses, (row) => row.lastProblem !== null)
    await room.resend.refuse(false)
    const rows = await room.untilAll(addresses, (row) => row.state !== 'queued')
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['sent']))
    expect(addresses.map((to) => room.deliveriesTo(to).length)).toEqual(addresses.map(() => 1))
  })
})

it('no mail of this run went out twice', () => {
  const keys = room.resend.deliveries().map(({ idempotencyKey }) => idempotencyKey)
  expect(new Set(keys).size).toBe(keys.length)
})

function attemptsAt({ id }: { id: string }): number[] {
  return room.resend
    .attempts()
    .filter(({ idempotencyKey }) => idempotencyKey === id)
    .map(({ at }) => at)
}

function ticketOfFirst(invitationId: string): string {
  const secret = process.env['FOYER_SECRET'] ?? ''
  return ticketOf({ secret, invitationId, version: 1, purpose: 'mailed' })
}

function linkOf(invitationId: string): string {
  return `http://${room.tenant.tenantId}.localhost:3000/invitations/${ticketOfFirst(invitationId)}`
}
