import type { SystemAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { enqueue } from '@/lib/db/queue'
import { bookkeeping, bypassRowSecurity, change, unchanged } from '@/lib/db/transaction'
import { failDeliveries, mostDaysBack } from './claim-delivery'
import { groupOf } from './webhook'

const batch = 500

/**
 * Of one webhook that was resumed, the next deliveries that have waited: each begins its attempts from the first one, and
 * those of too long ago fail.
 * @returns whether there may be more
 */
export function enqueueWaiting(tenantId: string): Promise<boolean> {
  const access = bypassRowSecurity('the deliveries of a resumed webhook are enqueued', tenantId)
  return change(access, async (tx) => {
    const webhook = await lockResumed(tx, access)
    if (webhook === undefined) return unchanged(false)
    const waiting = await findWaiting(tx, access, webhook)
    const old = waiting.filter(({ isOld }) => isOld).map(({ id }) => id)
    await failDeliveries(tx, { tenantId, ids: old, problem: 'too_old' })
    const due = waiting.filter(({ isOld }) => !isOld)
    await tx.$executeRaw`
      UPDATE webhook_deliveries SET attempts_in_series = 0, next_attempt_at = now()
      WHERE tenant_id = ${tenantId} AND id = ANY (${due.map(({ id }) => id)})`
    const jobs = due.map(({ id: deliveryId, attempts }) => ({ tenantId, deliveryId, attempts }))
    const group = groupOf({ tenantId, organizationId: webhook.organizationId })
    await enqueue(tx, 'webhook', { jobs, group })
    const last = waiting.length < batch ? null : (waiting.at(-1)?.id ?? null)
    await tx.$executeRaw`
      UPDATE webhooks SET catching_up_after = ${last} WHERE tenant_id = ${tenantId} AND id = ${webhook.id}`
    return bookkeeping(true)
  })
}

interface ResumedWebhook {
  id: string
  organizationId: string | null
  /** The id of a delivery. */
  after: string
}

/** Another process has the others. */
async function lockResumed(tx: Tx, { tenantId }: SystemAccess): Promise<ResumedWebhook | undefined> {
  const [webhook] = await tx.$queryRaw<ResumedWebhook[]>`
    SELECT id, organization_id AS "organizationId", catching_up_after AS after FROM webhooks
    WHERE tenant_id = ${tenantId} AND state = 'active' AND catching_up_after IS NOT NULL
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`
  return webhook
}

function findWaiting(
  tx: Tx,
  { tenantId }: SystemAccess,
  { id, after }: ResumedWebhook,
): Promise<{ id: string; attempts: number; isOld: boolean }[]> {
  return tx.$queryRaw`
    SELECT id, attempts, created_at < now() - make_interval(days => ${mostDaysBack}::int) AS "isOld"
    FROM webhook_deliveries
    WHERE tenant_id = ${tenantId} AND webhook_id = ${id} AND state = 'pending' AND id > ${after}
    ORDER BY id LIMIT ${batch} FOR UPDATE`
}
