import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { updateEmailSender } from '@/lib/domain/email-sender/update-email-sender'
import { createOperator } from '@/test/fixtures/operator'
import { OutboxFixture, startOutboxFixture } from '@/test/fixtures/outbox'
import { createTestTenant } from '@/test/fixtures/tenant'
import { getLastTest } from './queries'
import { startOutbox } from './outbox'
import { explainProblem, isAccountRefused } from './refusal'

const environment = { re_test: ['foyer.test'] }
/** Others for each test: a refused one is not asked again for a while. */
let [oldKey, newKey] = ['', '']
const keys: string[] = []

const one = await startOutboxFixture()
const database = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
let other: OutboxFixture
let access: Awaited<ReturnType<typeof accessTo>>

beforeAll(async () => {
  await database.connect()
  const tenant = await createTestTenant()
  other = new OutboxFixture(tenant, one.resend, one.owner)
  access = await accessTo(one)
  await startOutbox({ timeoutMs: 300 })
})
beforeEach(async () => {
  const number = String(keys.length)
  ;[oldKey, newKey] = [`re_old_account${number}`, `re_new_account${number}`]
  keys.push(oldKey, newKey)
  one.resend.script('ok')
  one.resend.knowOnly({ ...environment, [oldKey]: ['mail.old.test'], [newKey]: ['mail.new.test'] })
  await updateEmailSender(access, { fromAddress: 'hello@mail.old.test', apiKey: oldKey })
})
afterAll(async () => {
  await database.end()
  await one.close()
})

async function accessTo({ tenant }: OutboxFixture) {
  return tenant.tenantAccess(await createOperator(tenant), 'read:email_provider', 'update:email_provider')
}

async function waitingJobs() {
  const select = "SELECT FROM pgboss.job WHERE name = 'mail' AND start_after > now()"
  return (await database.query(select)).rowCount
}

function moveToNewAccount() {
  return updateEmailSender(access, { fromAddress: 'hello@mail.new.test', apiKey: newKey })
}

it('a tenant’s own account sends for that tenant only, from its own address', async () => {
  await updateEmailSender(access, { fromName: 'House Post', replyTo: 'help@old.test' })
  const [own, others] = await Promise.all([one.queueEmail(), other.queueEmail()])
  await Promise.all([one.waitUntilDone(own), other.waitUntilDone(others)])
  expect(one.deliveriesTo(own)).toMatchObject([
    { from: '"House Post" <hello@mail.old.test>', replyTo: 'help@old.test', apiKey: oldKey },
  ])
  const [delivery] = one.deliveriesTo(others)
  expect(delivery).toMatchObject({ apiKey: 're_test', replyTo: undefined })
  expect(delivery?.from).toMatch(/<hello@foyer\.test>$/)
  const { to } = await one.createInvitationWithEmail(await one.organization())
  await one.waitUntilDone(to)
  expect(one.deliveriesTo(to)).toMatchObject([{ from: '"Acme via House Post" <hello@mail.old.test>' }])
  await updateEmailSender(access, { fromName: null, replyTo: null })
})

it('an email that waits for a revoked key is sent once the key is replaced, from the new address', async () => {
  one.resend.knowOnly({ ...environment, [newKey]: ['mail.new.test'] })
  const to = await one.queueEmail()
  const { lastProblem } = await one.waitUntilTried(to)
  expect(explainProblem(lastProblem ?? '')).toBe(
    'Resend does not accept the API key. It may have been revoked.',
  )
  await moveToNewAccount()
  await one.retryNow()
  expect(await one.waitUntilDone(to)).toMatchObject({ state: 'sent' })
  expect(one.deliveriesTo(to)).toMatchObject([{ apiKey: newKey }])
  expect(one.deliveriesTo(to)[0]?.from).toContain('<hello@mail.new.test>')
})

it.each(['accept-then-hang', 'accept-then-500'] as const)(
  'an email that the old account may have sent is not sent by the new one: %s',
  async (mode) => {
    one.resend.script([mode])
    const to = await one.queueEmail()
    await one.waitUntilTried(to)
    await moveToNewAccount()
    await one.retryNow()
    expect(await one.waitUntilDone(to)).toMatchObject({ state: 'unknown', draft: null, triedWith: null })
    expect(one.deliveriesTo(to)).toMatchObject([{ apiKey: oldKey }])
  },
)

it('a refusal after an attempt without an answer leaves the email with its account', async () => {
  one.resend.script(['accept-then-hang', '429:1'])
  const to = await one.queueEmail()
  await one.waitUntilTried(to)
  await one.retryNow()
  await vi.waitFor(async () => expect((await one.row(to)).lastProblem).toMatch(/^429/), { timeout: 5_000 })
  expect(await one.row(to)).toMatchObject({
    state: 'queued',
    draft: { from: expect.stringContaining('old') as string },
  })
  expect(await one.waitUntilDone(to)).toMatchObject({ state: 'sent', attempts: 3 })
  expect(one.deliveriesTo(to)).toHaveLength(1)
})

it('a refused key is tried with one email a minute and with tests, a new one at once', async () => {
  one.resend.script(['401', '401'])
  const first = await one.queueEmail()
  await one.waitUntilTried(first)
  const test = one.address()
  await one.queueEmails(
    { template: 'sign_up_existing', to: one.address() },
    { template: 'sender_test', to: test },
  )
  const waiting = await one.queueEmail()
  expect(await one.waitUntilDone(test)).toMatchObject({ state: 'failed', attempts: 1 })
  await vi.waitFor(async () => expect(await waitingJobs()).toBe(3), { timeout: 5_000 })
  expect(await one.row(waiting)).toMatchObject({ attempts: 0 })
  await moveToNewAccount()
  const next = await one.queueEmail()
  await one.waitUntilDone(next)
  expect(one.deliveriesTo(next)).toMatchObject([{ apiKey: newKey }])
  await one.retryNow(3)
  await one.waitUntilAll([first, waiting], ({ state }) => state === 'sent')
})

it('emails whose account asks for a pause do not delay those of other accounts', async () => {
  one.resend.script(['429:4'])
  const first = await one.queueEmail()
  await one.waitUntilTried(first)
  const waiting = await Promise.all(Array.from({ length: 9 }, () => one.queueEmail()))
  const others = await other.queueEmail()
  await other.waitUntilDone(others)
  await one.waitUntilAll([first, ...waiting], ({ state }) => state === 'sent')
  const sentAt = (to: string) => one.deliveriesTo(to)[0]?.at ?? 0
  expect(sentAt(others)).toBeLessThan(Math.min(...[first, ...waiting].map(sentAt)))
})

describe('a refusal', () => {
  it('of the domain fails a test email at once, with a sentence', async () => {
    await updateEmailSender(access, { fromAddress: 'hello@mail.acme.test' })
    const to = one.address()
    await one.queueEmails({ template: 'sender_test', to })
    const row = await one.waitUntilDone(to)
    expect(row).toMatchObject({ state: 'failed', attempts: 1 })
    expect(explainProblem(row.lastProblem ?? '')).toBe(
      'Resend does not know the domain mail.acme.test, or has not verified it.',
    )
    expect(await getLastTest(access)).toMatchObject({ state: 'failed' })
  })

  it('is not shown any more once the sender is changed', async () => {
    one.resend.script('403')
    const to = one.address()
    await one.queueEmails({ template: 'sender_test', to })
    await one.waitUntilDone(to)
    expect(await getLastTest(access)).not.toBeNull()
    await moveToNewAccount()
    expect(await getLastTest(access)).toBeNull()
  })

  it('for a day ends as failed, so that it can be sent again', async () => {
    one.resend.script('403')
    const to = await one.queueEmail()
    const { id } = await one.waitUntilTried(to)
    const longAgo = new Date(Date.now() - 23.5 * 3_600_000)
    const where = { tenantId: one.tenant.tenantId, id }
    await one.tenant.write((tx) => tx.mail.updateMany({ where, data: { firstTriedAt: longAgo } }))
    await moveToNewAccount()
    await one.retryNow()
    const row = await one.waitUntilDone(to)
    expect(row).toMatchObject({ state: 'failed', lastProblem: expect.stringMatching(/^403 /) as string })
    expect(await one.eventsOf(row)).toMatchObject([{ type: 'mail.failed' }])
  })

  it('because the key cannot be read sends nothing by another account', async () => {
    const where = { tenantId: one.tenant.tenantId }
    await one.tenant.write((tx) => tx.emailSender.updateMany({ where, data: { sealedApiKey: 'lost' } }))
    const to = await one.queueEmail()
    expect(explainProblem((await one.waitUntilTried(to)).lastProblem ?? '')).toContain('Enter it again')
    await moveToNewAccount()
    await one.retryNow()
    await one.waitUntilDone(to)
    expect(one.deliveriesTo(to)).toMatchObject([{ apiKey: newKey }])
  })
})

it.each([
  ['429 daily_quota_exceeded: You have reached your quota.', 'The account at Resend has used up its quota.'],
  ['429 rate_limit_exceeded: ', 'Resend gets more requests from this account than it allows.'],
  ['503 internal_server_error: ', 'Resend had an error of its own.'],
  ['403 validation_error: Only\r\nyourself.', 'Resend refused it: Only yourself.'],
  ['422 validation_error: ', 'Resend refused it.'],
  ['no answer within 1000 ms', 'No answer within 1000 ms.'],
])('explains “%s”', (problem, sentence) => {
  expect(explainProblem(problem)).toBe(sentence)
})

it.each([
  ['401 restricted_api_key: This API key is restricted.', true],
  ['403 validation_error: The mail.old.test domain is not verified.', true],
  ['403 validation_error: You can only send testing emails to your own email address (a@b.test).', false],
  ['422 validation_error: ', false],
])('whether all emails are refused with “%s”: %s', (problem, isRefused) => {
  expect(isAccountRefused(problem)).toBe(isRefused)
})

it('no secret is in an email’s row or an event', async () => {
  const where = { tenantId: one.tenant.tenantId }
  const rows = await one.tenant.read(async (tx) => ({
    mails: await tx.mail.findMany({ where }),
    events: await tx.auditEvent.findMany({ where }),
    sender: await tx.emailSender.findMany({ where }),
  }))
  for (const key of keys) expect(JSON.stringify(rows)).not.toContain(key)
})
