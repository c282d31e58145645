import { afterEach, expect, it } from 'vitest'
import { anyWebhook, Webhooks } from '@/test/fixtures/webhooks'
import { createWebhook } from './create-webhook'
import { recordDeliveries } from './record-deliveries'
import { redeliver } from './redeliver'
import { sendTestEvent } from './send-test-event'

const webhooks = await Webhooks.open()
const { tenant, here } = webhooks.fixture
afterEach(() => tenant.write((tx) => tx.webhook.deleteMany()))

/** Without the events that adding them writes. */
async function insert(count: number, { minutesAgo }: { minutesAgo: number }): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `whk_${minutesAgo}_${index}`,
    organizationId: here.id,
    name: 'Quiet',
    url: 'https://hooks.here.test/',
    eventTypes: ['*'],
    sealedSecret: 'none',
    readUntil: new Date(Date.now() - minutesAgo * 60_000),
  }))
  await tenant.write((tx) => tx.webhook.createMany({ data: rows }))
  return rows.map(({ id }) => id)
}

/** How many were not read in the last half hour. */
async function unread(ids: readonly string[]): Promise<number> {
  const found = await Promise.all(ids.map((id) => webhooks.row(id)))
  return found.filter(({ readUntil }) => Date.now() - Number(readUntil) > 30 * 60_000).length
}

it('reads on after a while without events, and writes nothing before', async () => {
  const [quiet, recent] = await Promise.all([insert(1, { minutesAgo: 60 }), insert(1, { minutesAgo: 2 })])
  const before = await Promise.all(recent.map((id) => webhooks.row(id)))
  expect(await recordDeliveries(tenant.tenantId)).toBe(false)
  expect(await unread(quiet)).toBe(0)
  expect(await Promise.all(recent.map((id) => webhooks.row(id)))).toEqual(before)
})

it('reads for twenty webhooks in one transaction, and goes on with the others', async () => {
  const ids = await insert(25, { minutesAgo: 60 })
  expect(await recordDeliveries(tenant.tenantId)).toBe(true)
  expect(await unread(ids)).toBe(5)
  expect(await recordDeliveries(tenant.tenantId)).toBe(false)
  expect(await unread(ids)).toBe(0)
})

/** Few jobs of one group run at once. */
async function groupsOf(webhookId: string): Promise<string[]> {
  const ids = (await webhooks.deliveries(webhookId)).map(({ id }) => id)
  const rows = await tenant.read(
    (tx) => tx.$queryRaw<{ group: string }[]>`
      SELECT group_id AS group FROM pgboss.job WHERE name = 'webhook' AND data->>'deliveryId' = ANY (${ids})`,
  )
  return rows.map(({ group }) => group)
}

it('puts all webhooks of one owner into one group of jobs, so that no owner takes the whole worker', async () => {
  const [access, operator] = await Promise.all([webhooks.at(), webhooks.atTenant()])
  const [one, other, ofTenant] = await Promise.all([
    webhooks.create(),
    webhooks.create(),
    createWebhook(operator, anyWebhook()),
  ])
  const deliveryId = await sendTestEvent(access, one.id)
  await redeliver(access, { webhookId: one.id, deliveryId })
  await Promise.all([sendTestEvent(access, other.id), sendTestEvent(operator, ofTenant.id)])
  await recordDeliveries(tenant.tenantId)
  const groups = await Promise.all([one, other, ofTenant].map(({ id }) => groupsOf(id)))
  expect(groups.map((each) => [...new Set(each)])).toEqual([[here.id], [here.id], [tenant.tenantId]])
})
