import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { bypassRowSecurity, change } from '@/lib/db/transaction'
import { pauseWebhook, resumeWebhook } from '@/lib/domain/webhooks/pause-webhook'
import { recordDeliveries } from '@/lib/domain/webhooks/record-deliveries'
import { redeliver } from '@/lib/domain/webhooks/redeliver'
import { rotateWebhookSecret } from '@/lib/domain/webhooks/webhook-secret'
import { sendTestEvent } from '@/lib/domain/webhooks/send-test-event'
import { WebhookSending } from '@/test/fixtures/webhook-sending'
import { verify } from '@/test/webhook-receiver'

const sending = await WebhookSending.start()
const { webhooks, receiver } = sending
afterEach(() => sending.removeAll())
afterAll(() => sending.close())

describe('an event', () => {
  it('is sent signed, with what the audit page shows of it', async () => {
    const { id, secret, path } = await sending.open()
    await sending.write({ details: { way: 'console', suspensionReason: 'only for operators' } })
    const [delivery] = await sending.settled(id)
    const [received] = receiver.at(path)
    if (!received || !delivery) throw new Error('Nothing was received.')
    verify(received, secret)
    expect(() => verify({ ...received, body: `${received.body} ` }, secret)).toThrow('No matching signature')
    const { owner, here } = webhooks.fixture
    expect(received.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': delivery.eventId,
    })
    expect(received.payload).toMatchObject({
      type: 'member.removed',
      data: {
        id: delivery.eventId,
        description: 'House removed Olga Owner',
        organization: { id: here.id, name: here.slug, display_name: 'Here' },
        actor: { type: 'system' },
        target: { type: 'user', id: owner.id, name: owner.name, email: owner.email },
      },
    })
    expect(received.payload.data.details).toEqual({ way: 'console' })
    expect(delivery).toMatchObject({ state: 'delivered', attemptsMade: [{ status: 204, problem: null }] })
  })

  it('goes to the webhooks of its organization and the tenant that chose its type, and to no others', async () => {
    const { there } = webhooks.fixture
    const [members, roles] = await Promise.all([sending.open(), sending.open(['role', 'member.added'])])
    const ofTenant = await sending.openForTenant(['member'])
    await sending.write({ organizationId: there.id, details: { suspensionReason: 'for operators' } })
    await sending.write()
    await sending.write({ type: 'member.added' })
    await sending.write({ type: 'user.changed', organizationId: null })
    const settledAll = await Promise.all([
      sending.settled(members.id, 2),
      sending.settled(roles.id, 1),
      sending.settled(ofTenant.id, 3),
    ])
    expect(settledAll.map((rows) => rows.map(({ type }) => type))).toEqual([
      ['member.removed', 'member.added'],
      ['member.added'],
      ['member.removed', 'member.removed', 'member.added'],
    ])
    const seen = [...receiver.at(members.path), ...receiver.at(roles.path)].map(({ body }) => body)
    expect(seen.filter((body) => body.includes(there.id))).toEqual([])
    const toTenant = receiver.at(ofTenant.path).find(({ body }) => body.includes(there.id))
    expect(toTenant?.payload.data.details).toEqual({ suspensionReason: 'for operators' })
  })

  it('is sent once to each webhook, also if its transaction commits after later ones and several processes read', async () => {
    const { id, path } = await sending.open()
    const { tenant, here } = webhooks.fixture
    const late = Promise.withResolvers<undefined>()
    const isWritten = Promise.withResolvers<undefined>()
    const writing = change(bypassRowSecurity('a test writes late', tenant.tenantId), async (tx) => {
      await tx.$executeRaw`SELECT foyer.write_audit_events(${JSON.stringify([
        { id: 'log_late', type: 'member.removed', details: {}, actorKind: 'system', organizationId: here.id },
      ])}::jsonb, '{}'::jsonb)`
      isWritten.resolve(undefined)
      await late.promise
      return { result: undefined, events: 'bookkeeping' as const }
    })
    await isWritten.promise
    await sending.write()
    await Promise.all(Array.from({ length: 8 }, () => recordDeliveries(tenant.tenantId)))
    late.resolve(undefined)
    await writing
    await Promise.all(Array.from({ length: 8 }, () => recordDeliveries(tenant.tenantId)))
    const rows = await sending.settled(id, 2)
    expect(rows.map(({ eventId }) => eventId)).toContain('log_late')
    expect(receiver.at(path)).toHaveLength(2)
  })
})

describe('a failed attempt', () => {
  it('is repeated under the same id, until the receiver accepts it', async () => {
    const { id, secret, path } = await sending.open(['member'], { status: 500 }, 'hang')
    await sending.write()
    await sending.retryNow(id, 1)
    await sending.retryNow(id, 2)
    const [delivery] = await sending.settled(id)
    const received = receiver.at(path)
    for (const one of received) verify(one, secret)
    expect([...new Set(received.map((one) => one.headers['webhook-id']))]).toEqual([delivery?.eventId])
    expect(delivery?.attemptsMade).toMatchObject([
      { status: 500, problem: 'status' },
      { status: null, problem: 'timeout' },
      { status: 204, problem: null },
    ])
    expect((await webhooks.row(id)).failingSince).toBeNull()
  })

  it('waits as long as the receiver asks', async () => {
    const { id } = await sending.open(['member'], { status: 503, headers: { 'retry-after': '7200' } })
    await sending.write()
    await sending.attempted(id)
    const [[delivery], { holdUntil }] = await Promise.all([webhooks.deliveries(id), webhooks.row(id)])
    for (const time of [delivery?.nextAttemptAt, holdUntil])
      expect(Number(time) - Date.now()).toBeGreaterThan(7_000_000)
  })

  it('is one that is redirected, or would reach an address that is not public', async () => {
    const elsewhere = { status: 302, headers: { location: `${receiver.origin}/elsewhere` } }
    const [moved, inward] = await Promise.all([sending.open(['member'], elsewhere), sending.open()])
    await webhooks.fixture.tenant.write((tx) =>
      tx.webhook.updateMany({ where: { id: inward.id }, data: { url: 'http://10.0.0.1/' } }),
    )
    await sending.write()
    const attempts = await sending.eventually(async () => {
      const rows = await Promise.all([webhooks.deliveries(moved.id), webhooks.deliveries(inward.id)])
      const made = rows.map(([row]) => row?.attemptsMade)
      expect(made.map((each) => each?.length)).toEqual([1, 1])
      return made
    })
    expect(attempts).toMatchObject([[{ status: 302, problem: 'redirect' }], [{ problem: 'not_public' }]])
    expect(receiver.at('/elsewhere')).toEqual([])
  })

  it('is the last one after ten', async () => {
    const { id } = await sending.open(['member'], { status: 500 }, { status: 400 })
    await sending.write()
    await sending.attempted(id)
    await webhooks.fixture.tenant.write((tx) =>
      tx.webhookDelivery.updateMany({ where: { webhookId: id }, data: { attemptsInSeries: 9 } }),
    )
    await sending.retryNow(id, 1)
    expect((await sending.settled(id))[0]).toMatchObject({
      state: 'failed',
      attempts: 2,
      nextAttemptAt: null,
    })
  })
})

describe('a webhook', () => {
  it('signs with both secrets while both are valid', async () => {
    const { id, secret, path } = await sending.open()
    const access = await webhooks.at()
    const next = await rotateWebhookSecret(access, { id, hours: 24 })
    await sending.write()
    await sending.settled(id)
    const last = await rotateWebhookSecret(access, { id, hours: 0 })
    await sending.write()
    await sending.settled(id, 2)
    const [both, alone] = receiver.at(path)
    if (!both || !alone) throw new Error('Too little was received.')
    for (const valid of [secret, next]) verify(both, valid)
    verify(alone, last)
    for (const ended of [secret, next]) expect(() => verify(alone, ended)).toThrow()
  })

  it('that is paused gets what happened meanwhile once it is resumed', async () => {
    const { id, path } = await sending.open(['member'], { status: 500 })
    const access = await webhooks.at()
    await sending.write()
    await sending.attempted(id)
    await pauseWebhook(access, id)
    await sending.write()
    await recordDeliveries(webhooks.fixture.tenant.tenantId)
    expect(await webhooks.deliveries(id)).toHaveLength(1)
    await resumeWebhook(access, id)
    await sending.settled(id, 2)
    expect(receiver.at(path)).toHaveLength(3)
  })

  it.each([
    ['gone', { status: 410 }],
    ['failing', { status: 500 }],
  ])('is disabled when it is %s, and those who can change it are told', async (reason, answer) => {
    const { tenant, here, owner } = webhooks.fixture
    await tenant.write((tx) => tx.mail.deleteMany({ where: { template: 'webhook_disabled' } }))
    const { id } = await sending.open(['member'], answer)
    if (reason === 'failing')
      await tenant.write(
        (tx) =>
          tx.$executeRaw`UPDATE webhooks SET failing_since = now() - interval '73 hours' WHERE id = ${id}`,
      )
    await sending.write()
    await sending.eventually(async () => expect((await webhooks.row(id)).state).toBe('disabled'))
    const [events, mails] = await tenant.read((tx) =>
      Promise.all([
        tx.auditEvent.findMany({ where: { type: 'webhook.disabled', targetId: id } }),
        tx.mail.findMany({
          where: { template: 'webhook_disabled', payload: { path: ['webhookId'], equals: id } },
        }),
      ]),
    )
    expect(events).toMatchObject([{ organizationId: here.id, actorKind: 'system', details: { reason } }])
    expect(mails).toMatchObject([{ recipient: owner.email, organizationId: here.id }])
    const attempted = receiver.received.length
    await sending.write()
    await recordDeliveries(tenant.tenantId)
    expect(receiver.received).toHaveLength(attempted)
  })

  it('of the tenant is disabled, and the operators are told once an hour', async () => {
    const { tenant, operator } = webhooks.fixture
    const access = await webhooks.atTenant()
    const { id } = await sending.openForTenant(['role'], { status: 410 }, { status: 410 })
    for (let times = 0; times < 2; times += 1) {
      await resumeWebhook(access, id)
      await sendTestEvent(access, id)
      await sending.eventually(async () => expect((await webhooks.row(id)).state).toBe('disabled'))
    }
    const mails = await tenant.read((tx) =>
      tx.mail.findMany({ where: { template: 'webhook_disabled', organizationId: null } }),
    )
    expect(mails.map(({ recipient }) => recipient)).toEqual([operator.email])
  })

  it('gets a delivery again under its id, and a test event that is in no log', async () => {
    const { id, secret, path } = await sending.open()
    const access = await webhooks.at()
    const testId = await sendTestEvent(access, id)
    await sending.settled(id)
    await redeliver(access, { webhookId: id, deliveryId: testId })
    await sending.eventually(() => expect(receiver.at(path)).toHaveLength(2))
    for (const received of receiver.at(path)) {
      verify(received, secret)
      expect(received.headers['webhook-id']).toBe(testId)
      expect(received.payload).toMatchObject({ type: 'webhook.test', data: { webhook: { id } } })
    }
    await sending.eventually(async () =>
      expect((await webhooks.deliveries(id))[0]).toMatchObject({ state: 'delivered', attempts: 2 }),
    )
    const { stranger, there } = webhooks.fixture
    const foreignAccess = await webhooks.at(there, stranger)
    const foreign = redeliver(foreignAccess, { webhookId: id, deliveryId: testId })
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
  })
})
