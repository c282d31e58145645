import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOperator } from '@/test/fixtures/operator'
import { OutboxFixture } from '@/test/fixtures/outbox'
import { createTestTenant } from '@/test/fixtures/tenant'
import { startFakeResend } from '@/test/fake-resend'
import { splitMail, startMailServer, type MailServer } from '@/test/mail-server'
import { takeOwnDatabase } from '@/test/own-database'
import { statusOf } from './email-status'
import { emailDelivery } from './mailbox'
import { startOutbox } from './outbox'
import { getEmail } from './queries'
import { explainProblem } from './refusal'
import { retryEmail } from './retry-email'

const login = { user: 'foyer', password: 'right' }
let outbox: OutboxFixture
let server: MailServer
let access: Awaited<ReturnType<typeof operatorAccess>>

beforeAll(async () => {
  await takeOwnDatabase()
  server = await startMailServer({ login })
  process.env['SMTP_URL'] = `smtp://foyer:right@127.0.0.1:${server.port}`
  process.env['EMAIL_FROM'] = 'Foyer <hello@foyer.test>'
  const tenant = await createTestTenant()
  outbox = new OutboxFixture(tenant, await startFakeResend(), await tenant.createUser({ name: 'Olga Owner' }))
  access = await operatorAccess()
  await startOutbox({ timeoutMs: 300 })
})
afterAll(async () => {
  await outbox.close()
  await server.close()
})

async function operatorAccess() {
  const operator = await createOperator(outbox.tenant)
  return outbox.tenant.tenantAccess(operator, 'read:logs', 'update:email_provider')
}

it('with SMTP_URL an email leaves by the mail server, and no copy stays', async () => {
  expect(emailDelivery()).toBe('smtp')
  const { to } = await outbox.createInvitationWithEmail(await outbox.organization())
  const row = await outbox.waitUntilDone(to)
  const messageId = `<${row.id}@${outbox.tenant.tenantId}.localhost>`
  expect(row).toMatchObject({
    state: 'sent',
    attempts: 1,
    providerId: messageId,
    draft: null,
    subject: null,
    html: null,
    text: null,
  })
  const [mail, ...others] = server.receivedBy(to)
  expect(others).toEqual([])
  expect(mail).toMatchObject({ from: 'hello@foyer.test', user: 'foyer' })
  expect(splitMail(mail?.raw ?? '').headers).toMatchObject({
    'message-id': messageId,
    from: 'Acme via House <hello@foyer.test>',
    subject: 'Olga Owner invited you to Acme',
  })
  expect(outbox.resend.attempts()).toEqual([])
})

describe('a refusal', () => {
  it('of the address is a bounce, and the email is not sent again', async () => {
    server.script([{ at: 'rcpt', reply: '550 5.1.1 No such user' }])
    const to = await outbox.queueEmail()
    const row = await outbox.waitUntilDone(to)
    expect(row).toMatchObject({ state: 'failed', attempts: 1, draft: null })
    const email = await getEmail(access, row.id)
    expect(statusOf(email)).toBe('bounced')
    expect(email.history).toMatchObject([{ type: 'bounced', reason: 'Permanent: NoEmail' }])
    expect(await outbox.eventsOf(row)).toMatchObject([{ type: 'mail.failed' }])
    await expect(retryEmail(access, row.id)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('of the email is final, until an operator sends it again', async () => {
    server.script([{ at: 'data', reply: '554 5.7.1 Looks like spam' }])
    const to = await outbox.queueEmail()
    const row = await outbox.waitUntilDone(to)
    expect(row).toMatchObject({ state: 'failed', attempts: 1, draft: null })
    expect(explainProblem(row.lastProblem ?? '')).toBe(
      'The mail server refused the email: 554 5.7.1 Looks like spam',
    )
    expect((await getEmail(access, row.id)).history).toEqual([])
    await retryEmail(access, row.id)
    expect(await outbox.waitUntilDone(to)).toMatchObject({ state: 'sent' })
    expect(server.receivedBy(to)).toHaveLength(1)
  })

  it('for the moment is tried again', async () => {
    server.script([{ at: 'rcpt', reply: '450 4.2.0 Greylisted' }])
    const to = await outbox.queueEmail()
    expect(await doneByTwoAttempts(to)).toMatchObject({ state: 'sent' })
    expect(server.receivedBy(to)).toHaveLength(1)
  })
})

describe('an answer that is lost', () => {
  it('leads to one more attempt with the same Message-ID, Date and bodies', async () => {
    server.script(['take-then-drop'])
    const { to } = await outbox.createInvitationWithEmail(await outbox.organization())
    expect(await doneByTwoAttempts(to)).toMatchObject({ state: 'sent' })
    const [first = '', second = '', ...others] = server
      .receivedBy(to)
      .map(({ raw }) => withoutBoundaries(raw))
    expect(others).toEqual([])
    expect(second).toBe(first)
    expect(splitMail(first).headers['message-id']).toMatch(/^<mail_\w+@/)
  })

  it('for the second time leaves it open whether the email arrived, and no third one is sent', async () => {
    server.script(['take-then-drop', 'take-then-drop'])
    const to = await outbox.queueEmail()
    const row = await doneByTwoAttempts(to)
    expect(row).toMatchObject({ state: 'unknown', draft: null })
    expect(explainProblem(row.lastProblem ?? '')).toMatch(
      /^The mail server took the email and did not confirm it: /,
    )
    expect(await outbox.eventsOf(row)).toMatchObject([{ type: 'mail.given_up' }])
    expect(server.receivedBy(to)).toHaveLength(2)
  })

  it('leaves a refusal after it open as well', async () => {
    server.script(['take-then-drop', { at: 'data', reply: '554 5.7.1 Looks like spam' }])
    const to = await outbox.queueEmail()
    expect(await doneByTwoAttempts(to)).toMatchObject({ state: 'unknown' })
  })
})

it('a sender that the server does not accept fails a test email at once, and other emails wait', async () => {
  const refusal = { at: 'mail', reply: '553 5.7.1 Not your address' } as const
  server.script([refusal, refusal])
  const test = outbox.address()
  await outbox.queueEmails({ template: 'sender_test', to: test })
  const row = await outbox.waitUntilDone(test)
  expect(row).toMatchObject({ state: 'failed', attempts: 1 })
  expect(explainProblem(row.lastProblem ?? '')).toBe(
    'The mail server does not accept the sender’s address: 553 5.7.1 Not your address',
  )
  const to = await outbox.queueEmail()
  const waiting = await outbox.waitUntilTried(to)
  expect(waiting).toMatchObject({ state: 'queued', attempts: 1, draft: null })
})

async function doneByTwoAttempts(to: string) {
  await outbox.waitUntilTried(to)
  await outbox.retryNow()
  const row = await outbox.waitUntilDone(to)
  expect(row).toMatchObject({ attempts: 2 })
  return row
}

/** Boundaries between the parts are new in each attempt. */
function withoutBoundaries(raw: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? 'none'
  return raw.replaceAll(boundary, '')
}
