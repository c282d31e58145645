import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SmtpServer } from '@/lib/smtp-url'
import { splitMail, startMailServer, type MailServer } from '@/test/mail-server'
import { smtpMessage } from '@/test/smtp-message'
import { createSmtpTransport } from './smtp-transport'
import type { OutgoingMessage } from './transport'

const login = { user: 'foyer', password: 'p:w d%' }
let server: MailServer

beforeEach(async () => {
  server = await startMailServer()
})
afterEach(() => server.close())

function deliver(changes: Partial<SmtpServer> = {}, message: Partial<OutgoingMessage> = {}) {
  const given = { host: '127.0.0.1', port: server.port, isImplicitTls: false, login: null, ...changes }
  return createSmtpTransport({ server: given, timeoutMs: 300 })(smtpMessage(message))
}

async function restart(options: Parameters<typeof startMailServer>[0]): Promise<void> {
  await server.close()
  server = await startMailServer(options)
}

describe('a message', () => {
  it('has both bodies and the headers of an automatic email, and the sender as its return path', async () => {
    expect(await deliver()).toEqual({ kind: 'sent', providerId: '<mail_1@login.lumen.test>' })
    const [mail] = server.received()
    expect(mail).toMatchObject({
      from: 'mail@lumen.test',
      to: ['ben@acme.test'],
      isEncrypted: true,
      greeting: 'login.lumen.test',
    })
    const { headers, body } = splitMail(mail?.raw ?? '')
    expect(headers).toMatchObject({
      'message-id': '<mail_1@login.lumen.test>',
      date: 'Wed, 02 Dec 2026 10:20:30 +0000',
      'auto-submitted': 'auto-generated',
      from: 'Acme via Lumen <mail@lumen.test>',
      'reply-to': 'help@lumen.test',
      to: 'ben@acme.test',
      subject: 'Ann invited you to Acme',
      'mime-version': '1.0',
    })
    expect(headers['content-type']).toMatch(/^multipart\/alternative;/)
    const [text = 0, html = 0] = ['Content-Type: text/plain; charset=utf-8', 'Content-Type: text/html'].map(
      (part) => body.indexOf(part),
    )
    expect(text).toBeGreaterThan(0)
    expect(html).toBeGreaterThan(text)
    expect(body).toContain('Hello as text')
    expect(body).toContain('<p>Hello</p>')
  })

  it('goes to one address, whatever characters that has', async () => {
    const to = '"a,b"@acme.test'
    expect(await deliver({}, { to })).toMatchObject({ kind: 'sent' })
    expect(server.received()).toMatchObject([{ to: [to] }])
  })

  it('cannot be given headers by its subject', async () => {
    await deliver({}, { subject: 'Hello\r\nBcc: eve@attacker.test' })
    const [mail] = server.received()
    expect(mail?.to).toEqual(['ben@acme.test'])
    expect(splitMail(mail?.raw ?? '').headers).not.toHaveProperty('bcc')
  })
})

describe('a login', () => {
  it('is sent where one is set', async () => {
    await restart({ login })
    expect(await deliver({ login })).toMatchObject({ kind: 'sent' })
    expect(server.received()).toMatchObject([{ user: 'foyer', isEncrypted: true }])
  })

  it('that is wrong or missing leaves the email waiting', async () => {
    await restart({ login })
    expect(await deliver({ login: { ...login, password: 'old' } })).toEqual({
      kind: 'retry',
      reason: 'smtp_login: 535 5.7.8 Authentication failed',
    })
    expect(await deliver()).toMatchObject({
      kind: 'retry',
      reason: expect.stringMatching(/^smtp_login: 530 /) as string,
    })
    expect(server.received()).toEqual([])
  })

  it('that the server does not offer is not left out', async () => {
    expect(await deliver({ login })).toMatchObject({
      kind: 'retry',
      reason: expect.stringMatching(/^smtp_login: /) as string,
    })
    expect(server.received()).toEqual([])
  })
})

describe('what a server answers', () => {
  it.each([
    [
      'rcpt',
      '550 5.1.1 <ben@acme.test>: no such user',
      'bounced',
      'smtp_refused: 550 5.1.1 <…>: no such user',
    ],
    ['rcpt', '552 5.2.2 Mailbox full', 'bounced', 'smtp_refused: 552 5.2.2 Mailbox full'],
    ['rcpt', '550 Unknown', 'bounced', 'smtp_refused: 550 Unknown'],
    ['rcpt', '554 5.7.1 Relay access denied', 'refused', 'smtp_refused: 554 5.7.1 Relay access denied'],
    ['data', '554 5.6.0 Looks like spam', 'refused', 'smtp_refused: 554 5.6.0 Looks like spam'],
    ['data', '550 5.1.1 No such user', 'bounced', 'smtp_refused: 550 5.1.1 No such user'],
    ['mail', '553 5.7.1 Not your address', 'retry', 'smtp_sender: 553 5.7.1 Not your address'],
    ['mail', '530 5.7.0 Authenticate first', 'retry', 'smtp_login: 530 5.7.0 Authenticate first'],
    ['mail', '452 4.3.1 Disk full', 'retry', 'smtp_deferred: 452 4.3.1 Disk full'],
    ['rcpt', '450 4.2.0 Greylisted', 'retry', 'smtp_deferred: 450 4.2.0 Greylisted'],
    ['data', '451 4.7.1 Later', 'retry', 'smtp_deferred: 451 4.7.1 Later'],
    ['rcpt', '421 4.3.2 Shutting down', 'retry', 'smtp_deferred: 421 4.3.2 Shutting down'],
    ['rcpt', '503 5.5.1 Bad sequence', 'retry', 'smtp_deferred: 503 5.5.1 Bad sequence'],
  ] as const)('to %s: %s', async (...[at, reply, kind, reason]) => {
    server.script([{ at, reply }])
    expect(await deliver()).toMatchObject({ kind, reason })
    expect(server.received()).toEqual([])
  })

  it('to a bounce has the cause in the words of reports', async () => {
    server.script([
      { at: 'rcpt', reply: '550 5.1.1 No' },
      { at: 'rcpt', reply: '552 5.2.2 Full' },
    ])
    expect(await deliver()).toMatchObject({ cause: 'Permanent: NoEmail' })
    expect(await deliver()).toMatchObject({ cause: 'Permanent: MailboxFull' })
  })
})

describe('an answer that is lost', () => {
  it('after the whole message is ambiguous', async () => {
    server.script(['take-then-drop', 'take-then-hang'])
    expect(await deliver()).toMatchObject({
      kind: 'ambiguous',
      reason: expect.stringMatching(/^smtp_no_answer: /) as string,
    })
    expect(await deliver()).toMatchObject({ kind: 'ambiguous' })
    const ids = server.received().map(({ raw }) => splitMail(raw).headers['message-id'])
    expect(ids).toEqual(['<mail_1@login.lumen.test>', '<mail_1@login.lumen.test>'])
  })

  it('before the message is certainly not sent', async () => {
    server.script(['drop'])
    expect(await deliver()).toMatchObject({
      kind: 'retry',
      afterSeconds: 15,
      reason: expect.stringMatching(/^smtp_connection: /) as string,
    })
  })

  it('because no server listens names the cause', async () => {
    expect(await deliver({ port: 1 })).toEqual({
      kind: 'retry',
      afterSeconds: 15,
      reason: 'smtp_connection: ECONNREFUSED',
    })
    expect(await deliver({ host: 'mail.invalid' })).toMatchObject({
      reason: expect.stringMatching(/^smtp_connection: /) as string,
    })
  })
})
