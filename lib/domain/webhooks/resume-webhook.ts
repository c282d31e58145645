import type { Tx } from '@/lib/db/prisma'
import { enqueueIn } from '@/lib/db/queue'
import { unchanged } from '@/lib/db/transaction'
import { readWebhook, targetOf } from './webhook'
import { changeWebhooks, type WebhookAccess } from './webhook-access'

/** How far back the events are sent that happened meanwhile; older ones are in the log only. */
const mostDaysBack = 7

/** Sends what has waited. @throws DomainError not_found */
export function resumeWebhook(access: WebhookAccess<'update'>, id: string): Promise<void> {
  const { tenantId } = access
  return changeWebhooks(access, async (tx) => {
    const webhook = await readWebhook(tx, access, id)
    if (webhook.state === 'active') return unchanged(undefined)
    await tx.$executeRaw`
      UPDATE webhooks SET state = 'active', failing_since = NULL, hold_until = NULL,
        read_until = greatest(read_until, now() - make_interval(days => ${mostDaysBack}::int))
      WHERE tenant_id = ${tenantId} AND id = ${id}`
    await enqueueWaiting(tx, tenantId, id)
    return { result: undefined, events: [{ type: 'webhook.resumed', target: targetOf(webhook) }] }
  })
}

async function enqueueWaiting(tx: Tx, tenantId: string, webhookId: string): Promise<void> {
  const waiting = await tx.webhookDelivery.findMany({
    where: { tenantId, webhookId, state: 'pending' },
    select: { id: true, attempts: true },
    orderBy: { id: 'asc' },
  })
  const jobs = waiting.map(({ id: deliveryId, attempts }) => ({ tenantId, deliveryId, attempts }))
  await enqueueIn(tx, 'webhook', { jobs, seconds: 0, group: webhookId })
}
