import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeResend, type FakeResend } from '@/test/fake-resend'
import { createTransport, type Deliver, type OutgoingMessage } from './transport'

let resend: FakeResend
let deliver: Deliver

beforeEach(async () => {
  resend = await startFakeResend()
  deliver = createTransport({ apiKey: 're_test', baseUrl: resend.url, timeoutMs: 300 })
})

afterEach(() => resend.close())

describe('sent', () => {
  it('sends an email once, with its key, both bodies and its tags', async () => {
    const delivery = await deliver(message())
    const [arrived] = resend.deliveries()
    expect(arrived).toMatchObject({
      to: 'ben@acme.test',
      from: 'Acme <mail@lumen.test>',
      subject: 'Ann invited you to Acme',
      html: '<p>Hello</p>',
      text: 'Hello',
      idempotencyKey: 'mail_1/1',
      tags: { template: 'invitation', mail_id: 'mail_1', tenant: 'lumen' },
    })
    expect(delivery).toEqual({ kind: 'sent', providerId: arrived?.id })
  })

  it('a second attempt under the same key gets the same id and delivers nothing', async () => {
    const first = await deliver(message())
    expect(await deliver(message())).toEqual(first)
    expect(resend.deliveries()).toHaveLength(1)
  })

  it('an email whose response was lost is sent once', async () => {
    resend.script(['accept-then-hang', 'reset'])
    expect(await deliver(message())).toEqual({ kind: 'ambiguous', reason: 'no answer within 300 ms' })
    expect(await deliver(message())).toEqual({ kind: 'ambiguous', reason: 'no answer' })
    expect(await deliver(message())).toMatchObject({ kind: 'sent' })
    expect(resend.attempts()).toHaveLength(3)
    expect(resend.deliveries()).toHaveLength(1)
  })
})

describe('retry', () => {
  it('429 says when', async () => {
    resend.script(['429:7'])
    expect(await deliver(message())).toMatchObject({
      kind: 'retry',
      afterSeconds: 7,
      reason: expect.stringContaining('429') as string,
    })
  })

  it.each(['401', '403'] as const)('%s', async (mode) => {
    resend.script([mode])
    const delivery = await deliver(message())
    expect(delivery).toEqual({ kind: 'retry', reason: expect.stringContaining(mode) as string })
    expect(await deliver(message())).toMatchObject({ kind: 'sent' })
  })
})

describe('refused', () => {
  it('422 is final', async () => {
    resend.script(['422'])
    expect(await deliver(message())).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(/^422 validation_error: /) as string,
    })
  })

  it('an address that the provider rejects', async () => {
    expect(await deliver(message({ to: 'nobody' }))).toMatchObject({ kind: 'refused' })
    expect(resend.deliveries()).toEqual([])
  })

  it('an idempotency key that is too long', async () => {
    expect(await deliver(message({ idempotencyKey: 'k'.repeat(257) }))).toMatchObject({ kind: 'refused' })
  })
})

describe('ambiguous', () => {
  it('no response in time', async () => {
    resend.script('timeout')
    const start = performance.now()
    expect(await deliver(message())).toMatchObject({ kind: 'ambiguous' })
    expect(performance.now() - start).toBeLessThan(2_000)
    expect(resend.deliveries()).toEqual([])
  })

  it('an unreachable server, until it is back at the same address', async () => {
    await resend.refuse(true)
    expect(await deliver(message())).toEqual({ kind: 'ambiguous', reason: 'no answer' })
    await resend.refuse(false)
    expect(await deliver(message())).toMatchObject({ kind: 'sent' })
  })

  it.each(['408', '409', '500', '502', '503'] as const)('%s', async (mode) => {
    resend.script([mode])
    const reason = expect.stringContaining(mode) as string
    expect(await deliver(message())).toEqual({ kind: 'ambiguous', reason })
    expect(await deliver(message())).toMatchObject({ kind: 'sent' })
  })

  it('an error after the email was accepted', async () => {
    resend.script(['accept-then-500'])
    expect(await deliver(message())).toMatchObject({ kind: 'ambiguous' })
    expect(await deliver(message())).toMatchObject({ kind: 'sent' })
    expect(resend.deliveries()).toHaveLength(1)
  })

  it('a known key with another body: the first email may have arrived', async () => {
    await deliver(message())
    expect(await deliver(message({ subject: 'Ann invited you to Acme Ltd' }))).toMatchObject({
      kind: 'ambiguous',
      reason: expect.stringContaining('invalid_idempotent_request') as string,
    })
    expect(resend.deliveries()).toHaveLength(1)
  })
})

function message(changes: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: 'mail_1',
    idempotencyKey: 'mail_1/1',
    from: 'Acme <mail@lumen.test>',
    to: 'ben@acme.test',
    subject: 'Ann invited you to Acme',
    html: '<p>Hello</p>',
    text: 'Hello',
    template: 'invitation',
    tags: { tenant: 'lumen' },
    domain: 'login.lumen.test',
    createdAt: new Date(),
    ...changes,
  }
}
