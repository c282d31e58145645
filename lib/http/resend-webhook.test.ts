import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, it, vi } from 'vitest'
import { updateEmailSender } from '@/lib/domain/email-sender/update-email-sender'
import { newId } from '@/lib/ids'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant, type TestOrganization, type TestTenant } from '@/test/fixtures/tenant'
import { rounds } from '@/test/rounds'
import { receiveResendWebhook } from './resend-webhook'

const key = 'a key that only Resend and Foyer know'
vi.stubEnv('RESEND_WEBHOOK_SECRET', `whsec_${Buffer.from(key).toString('base64')}`)

let tenant: TestTenant
let other: TestTenant
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  other = await createTestTenant()
  organization = await tenant.createOrganization({ owner: await tenant.createUser() })
})

async function createMail(
  given: { state?: string; providerId?: string | null } = {},
  of = tenant,
): Promise<string> {
  const id = newId('mail')
  const { state = 'sent', providerId = `at-resend-${id}` } = given
  const organizationId = of === tenant ? organization.id : null
  const row = { id, state, providerId, organizationId, recipient: 'nia@invited.test' }
  await of.write((tx) => tx.mail.create({ data: { ...row, template: 'invitation', payload: {} } }))
  return id
}

interface Report {
  mailId: string
  type: string
  second?: number
  more?: Record<string, unknown>
  tenantId?: string
  createdAt?: string
}

function bodyOf({
  mailId,
  type,
  second = 0,
  more = {},
  tenantId = tenant.tenantId,
  ...given
}: Report): string {
  const tags = { tenant: tenantId, mail_id: mailId, template: 'invitation' }
  const data = { email_id: `at-resend-${mailId}`, to: ['nia@invited.test'], subject: 'Join', tags, ...more }
  const { createdAt = new Date(1_800_000_000_000 + second * 1000) } = given
  return JSON.stringify({ type, created_at: createdAt, data })
}

interface Signing {
  id?: string
  ageInSeconds?: number
  by?: string
  /** The tenant whose URL is called. */
  at?: TestTenant
}

async function post(body: string, signing: Signing = {}) {
  const { id = 'msg_1', ageInSeconds = 0, by = key, at = tenant } = signing
  const timestamp = String(Math.floor(Date.now() / 1000) - ageInSeconds)
  const signature = createHmac('sha256', by).update(`${id}.${timestamp}.${body}`).digest('base64')
  const signed = { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` }
  return (await receive(body, { ...signed, 'x-foyer-tenant': at.tenantId })).status
}

function receive(body: string, headers: Record<string, string>): Promise<Response> {
  const url = 'http://foyer.test/api/webhooks/resend'
  return receiveResendWebhook(new Request(url, { method: 'POST', body, headers }))
}

function eventsOf(mailId: string, of = tenant) {
  return of.read((tx) =>
    tx.emailEvent.findMany({ where: { tenantId: of.tenantId, mailId }, orderBy: { occurredAt: 'asc' } }),
  )
}

it('ends in one state, whatever the order of the reports and however often each arrives', async () => {
  const types = ['sent', 'delivery_delayed', 'delivered', 'opened', 'clicked', 'opened', 'complained']
  const all = types.map((name, second) => ({ type: `email.${name}`, second, id: `msg_${String(second)}` }))
  const arriving = fc.array(fc.nat({ max: all.length - 1 }), { minLength: 43, maxLength: 43 })
  const orders = rounds(10)
  let sent = 0
  await fc.assert(
    fc.asyncProperty(arriving, fc.nat(), async (repeats, seed) => {
      const mailId = await createMail({ state: 'unknown', providerId: null })
      const order = [...all.keys(), ...repeats].map((index, position) => ({
        index,
        position: (position * 7919 + seed) % 101,
      }))
      for (const { index } of order.toSorted((one, next) => one.position - next.position)) {
        const report = all[index]
        if (report) expect(await post(bodyOf({ mailId, ...report }), { id: report.id })).toBe(200)
        sent++
      }
      const kept = (await eventsOf(mailId)).map(({ type, id }) => `${type} ${id}`)
      expect(kept).toEqual([
        'sent msg_0',
        'delivery_delayed msg_1',
        'delivered msg_2',
        'opened msg_3',
        'clicked msg_4',
        'complained msg_6',
      ])
      expect((await mail(mailId)).state).toBe('sent')
    }),
    { numRuns: orders, seed: 20 },
  )
  expect(sent).toBe(50 * orders)
})

it('keeps the same state when the reports arrive at once', async () => {
  const mailId = await createMail()
  const posts = Array.from({ length: 40 }, (_, n) =>
    post(bodyOf({ mailId, type: 'email.opened', second: n % 8 }), { id: `msg_${String(n % 8)}` }),
  )
  expect(new Set(await Promise.all(posts))).toEqual(new Set([200]))
  expect(await eventsOf(mailId)).toMatchObject([{ type: 'opened', id: 'msg_0' }])
})

it('keeps the code of a failure and nothing of its text, which may name the address', async () => {
  const text = 'smtp; 550 5.1.1 <nia@invited.test>: user unknown'
  const failures = [
    { bounce: { type: 'Permanent', subType: 'General', message: text } },
    { bounce: { type: text, subType: text, message: text } },
    { failed: { reason: 'reached_daily_quota' } },
  ]
  const reasons = []
  for (const more of failures) {
    const mailId = await createMail()
    const type = 'failed' in more ? 'email.failed' : 'email.bounced'
    expect(await post(bodyOf({ mailId, type, more }))).toBe(200)
    reasons.push((await eventsOf(mailId)).map(({ reason }) => reason))
  }
  expect(reasons).toEqual([['Permanent: General'], [null], ['reached_daily_quota']])
})

it('401 for a signature by another key, for another body, or older than five minutes', async () => {
  const mailId = await createMail()
  const body = bodyOf({ mailId, type: 'email.delivered' })
  expect(await post(body, { by: 'another key' })).toBe(401)
  expect(await post(body, { ageInSeconds: 301 })).toBe(401)
  expect(await post(body, { ageInSeconds: -301 })).toBe(401)
  expect((await receive(body, { 'x-foyer-tenant': tenant.tenantId })).status).toBe(401)
  expect(await eventsOf(mailId)).toEqual([])
  expect(await post(body, { ageInSeconds: 299 })).toBe(200)
})

it('a tenant’s own secret signs reports about its own emails, at its own URL', async () => {
  const ownKey = 'a key that only Resend and one tenant know'
  const webhookSecret = `whsec_${Buffer.from(ownKey).toString('base64')}`
  const access = await other.tenantAccess(await createOperator(other), 'update:email_provider')
  await updateEmailSender(access, { fromAddress: 'hello@other.test', apiKey: 're_12345678', webhookSecret })
  const [mailId, othersMailId] = await Promise.all([createMail(), createMail({}, other)])
  const type = 'email.delivered'
  const about = (id: string, { tenantId }: TestTenant) => bodyOf({ mailId: id, type, tenantId })
  const signed = { by: ownKey, at: other }

  expect(await post(about(mailId, tenant), { ...signed, at: tenant })).toBe(401)
  expect(await post(about(mailId, tenant), signed)).toBe(200)
  expect(await post(about(mailId, other), signed)).toBe(200)
  expect(await eventsOf(mailId)).toEqual([])

  expect(await post(about(othersMailId, other), { ...signed, at: tenant })).toBe(401)
  expect(await post(about(othersMailId, other), { ...signed, ageInSeconds: 301 })).toBe(401)
  expect(await eventsOf(othersMailId, other)).toEqual([])
  expect(await post(about(othersMailId, other), signed)).toBe(200)
  expect(await eventsOf(othersMailId, other)).toMatchObject([{ type: 'delivered' }])
  expect(await post('{}', signed)).toBe(200)

  await updateEmailSender(access, { webhookSecret: null })
  expect(await post(about(othersMailId, other), signed)).toBe(401)
  expect(await post(about(othersMailId, other), { at: tenant })).toBe(200)
})

it('accepts and drops what is about no email of Foyer’s', async () => {
  const mailId = await createMail()
  const unsent = await createMail({ state: 'unknown', providerId: null })
  const type = 'email.delivered'
  for (const body of [
    bodyOf({ mailId, type: 'contact.created' }),
    bodyOf({ mailId, type: 'email.received' }),
    bodyOf({ mailId: newId('mail'), type }),
    bodyOf({ mailId, type, tenantId: other.tenantId }),
    bodyOf({ mailId, type, tenantId: 'unknown' }),
    bodyOf({ mailId, type, more: { email_id: 'another' } }),
    bodyOf({ mailId, type, more: { tags: undefined } }),
    bodyOf({ mailId: unsent, type, more: { email_id: 'a\0b' } }),
    bodyOf({ mailId, type, tenantId: 'a\0b' }),
    bodyOf({ mailId, type, createdAt: '0000-01-01T00:00:00Z' }),
    bodyOf({ mailId, type, createdAt: '1999-12-31T23:59:59Z' }),
    bodyOf({ mailId, type, createdAt: '+010000-01-01T00:00:00Z' }),
    '{}',
    '[]',
  ])
    expect(await post(body), body).toBe(200)
  expect(await eventsOf(mailId)).toEqual([])
  expect(await eventsOf(unsent)).toEqual([])
})

it('does not mark an email as sent that the provider failed to send', async () => {
  const mailId = await createMail({ state: 'unknown', providerId: null })
  await post(bodyOf({ mailId, type: 'email.failed' }))
  expect((await mail(mailId)).state).toBe('unknown')
})

function mail(id: string) {
  return tenant.read((tx) => tx.mail.findFirstOrThrow({ where: { tenantId: tenant.tenantId, id } }))
}
