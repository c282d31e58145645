import type { OutgoingMessage } from '@/lib/email/transport'

/** As the outbox gives it to a transport. */
export function smtpMessage(changes: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: 'mail_1',
    idempotencyKey: 'mail_1',
    from: '"Acme via Lumen" <mail@lumen.test>',
    replyTo: 'help@lumen.test',
    to: 'ben@acme.test',
    subject: 'Ann invited you to Acme',
    html: '<p>Hello</p>',
    text: 'Hello as text',
    template: 'invitation',
    tags: { tenant: 'lumen' },
    domain: 'login.lumen.test',
    createdAt: new Date('2026-12-02T10:20:30Z'),
    ...changes,
  }
}
