import { type Limit, reserve } from '@/lib/db/limits'
import { enqueue } from '@/lib/db/queue'
import { DomainError, notFound } from '@/lib/errors'
import {
  changeWebhooks,
  groupOf,
  limitKey,
  ownerOf,
  readWebhook,
  targetOf,
  type WebhookAccess,
} from './webhook'

const perWebhook: Limit = { name: 'webhook_redelivery', points: 200, seconds: 60 * 60 }

/**
 * Sends it again now, under the same id, and repeats it as if it were new.
 * @throws DomainError not_found, too_many; conflict unless the webhook is active
 */
export async function redeliver(
  access: WebhookAccess<'update'>,
  { webhookId, deliveryId }: { webhookId: string; deliveryId: string },
): Promise<void> {
  const { tenantId } = access
  await reserve(perWebhook, limitKey(access, webhookId))
  return changeWebhooks(access, async (tx) => {
    const webhook = await readWebhook(tx, access, webhookId)
    if (webhook.state !== 'active') throw new DomainError('conflict', 'Resume the webhook first.')
    const [delivery] = await tx.$queryRaw<{ attempts: number; type: string }[]>`
      UPDATE webhook_deliveries SET state = 'pending', attempts_in_series = 0, next_attempt_at = now()
      WHERE tenant_id = ${tenantId} AND webhook_id = ${webhookId} AND id = ${deliveryId}
      RETURNING attempts, type`
    if (!delivery) throw notFound()
    const { attempts, type } = delivery
    const group = groupOf({ tenantId, organizationId: ownerOf(access) })
    await enqueue(tx, 'webhook', { jobs: [{ tenantId, deliveryId, attempts }], group })
    const details = { deliveryId, eventType: type }
    return {
      result: undefined,
      events: [{ type: 'webhook.redelivered', target: targetOf(webhook), details }],
    }
  })
}
