import { afterEach, describe, expect, it } from 'vitest'
import { bypassRowSecurity } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { createWebhookWithAttempt } from '@/test/fixtures/webhook-rows'
import { Webhooks } from '@/test/fixtures/webhooks'
import { claimDelivery, failDelivery } from './claim-delivery'
import { deleteWebhook, purgeDeliveries } from './delete-webhook'
import { enqueueWaiting } from './enqueue-waiting'
import { getWebhook, listWebhooks } from './get-webhook'
import { pauseWebhook, resumeWebhook } from './pause-webhook'

const webhooks = await Webhooks.open()
const { tenant, here } = webhooks.fixture
const { tenantId } = tenant
afterEach(() => tenant.write((tx) => tx.webhook.deleteMany()))

interface Waiting {
  daysAgo?: number
  eventId?: string
}

async function wait(webhookId: string, count: number, { daysAgo = 0, eventId }: Waiting = {}) {
  const rows = Array.from({ length: count }, () => {
    const id = newId('webhookDelivery')
    return {
      id,
      organizationId: here.id,
      webhookId,
      eventId: eventId ?? null,
      messageId: id,
      type: 'webhook.test',
      attemptsInSeries: 8,
      createdAt: new Date(Date.now() - daysAgo * 86_400_000),
    }
  })
  await tenant.write((tx) => tx.webhookDelivery.createMany({ data: rows }))
  return rows.map(({ id }) => ({ tenantId, deliveryId: id, attempts: 0 }))
}

async function suspend(suspendedAt: Date | null) {
  await tenant.write((tx) => tx.organization.updateMany({ where: { id: here.id }, data: { suspendedAt } }))
}

function only<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error('There is none.')
  return one
}

describe('a resumed webhook', () => {
  it('gets what has waited in batches, with all attempts, and what waited for over seven days fails', async () => {
    const { id } = await webhooks.create()
    const access = await webhooks.at()
    await pauseWebhook(access, id)
    await Promise.all([wait(id, 501), wait(id, 2, { daysAgo: 8 })])
    expect(await enqueueWaiting(tenantId)).toBe(false)
    await resumeWebhook(access, id)
    const left = async () =>
      (await webhooks.deliveries(id)).filter((row) => row.state === 'pending' && row.attemptsInSeries > 0)
    expect(await enqueueWaiting(tenantId)).toBe(true)
    expect((await left()).length).toBeGreaterThan(0)
    while (await enqueueWaiting(tenantId));
    expect(await left()).toEqual([])
    const failed = (await webhooks.deliveries(id)).filter(({ state }) => state === 'failed')
    expect(failed.map(({ attemptsMade }) => attemptsMade)).toMatchObject([
      [{ problem: 'too_old' }],
      [{ problem: 'too_old' }],
    ])
    expect((await webhooks.row(id)).catchingUpAfter).toBeNull()
  })

  it('is resumed a limited number of times', async () => {
    const { id } = await webhooks.create()
    const access = await webhooks.at()
    const resuming = Array.from({ length: 21 }, () => resumeWebhook(access, id))
    const refused = (await Promise.allSettled(resuming)).filter(({ status }) => status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'too_many' } }])
  })
})

describe('a delivery', () => {
  it('of a suspended organization waits for seven days', async () => {
    const { id } = await webhooks.create()
    const [fresh, old] = await Promise.all([wait(id, 1), wait(id, 1, { daysAgo: 8 })])
    await suspend(new Date())
    try {
      const claimed = await Promise.all([claimDelivery(only(fresh)), claimDelivery(only(old))])
      expect(claimed).toEqual([{ group: here.id, wait: 3600 }, { problem: 'too_old' }])
    } finally {
      await suspend(null)
    }
  })

  it('of an event that cannot be seen fails, and its page says why', async () => {
    const { id } = await webhooks.create()
    const job = only(await wait(id, 1, { eventId: 'log_gone' }))
    expect(await claimDelivery(job)).toEqual({ problem: 'no_event' })
    await failDelivery(job, 'no_event')
    const { deliveries } = await getWebhook(await webhooks.at(), { id })
    expect(deliveries).toMatchObject([
      { state: 'failed', attempts: [{ problem: 'Not sent: the event can no longer be read.' }] },
    ])
    expect(await claimDelivery(job)).toBeNull()
  })
})

describe('the deliveries', () => {
  it('of a deleted webhook are deleted in batches, and then the webhook', async () => {
    const { id } = await webhooks.create()
    const other = await tenant.write((tx) => createWebhookWithAttempt(tx, here.id))
    await wait(id, 201)
    const access = await webhooks.at()
    await deleteWebhook(access, id)
    expect((await listWebhooks(access)).map((one) => one.id)).toEqual([other.webhookId])
    await expect(getWebhook(access, { id })).rejects.toMatchObject({ code: 'not_found' })
    const housekeeper = bypassRowSecurity('a test cleans up', tenantId)
    const deleted: number[] = []
    do deleted.push(await purgeDeliveries(housekeeper))
    while (deleted.at(-1) !== 0)
    expect(deleted).toEqual([200, 1, 1, 0])
    expect(await webhooks.deliveries(other.webhookId)).toHaveLength(1)
    expect(await tenant.read((tx) => tx.webhook.count({ where: { id } }))).toBe(0)
  })

  it('of an organization that is to be purged are deleted before it', async () => {
    const person = await tenant.createUser()
    const place = await tenant.createOrganization({ owner: person })
    const { webhookId } = await tenant.write((tx) => createWebhookWithAttempt(tx, place.id))
    const deletedAt = new Date(Date.now() - 31 * 86_400_000)
    await tenant.write((tx) => tx.organization.updateMany({ where: { id: place.id }, data: { deletedAt } }))
    await purgeDeliveries(bypassRowSecurity('a test cleans up', tenantId))
    expect(await webhooks.deliveries(webhookId)).toEqual([])
  })
})
