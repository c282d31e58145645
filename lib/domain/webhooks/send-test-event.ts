import { type Limit, reserve } from '@/lib/db/limits'
import { enqueue } from '@/lib/db/queue'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import {
  changeWebhooks,
  groupOf,
  limitKey,
  ownerOf,
  readWebhook,
  targetOf,
  type WebhookAccess,
} from './webhook'
import { testType } from './webhook-types'

const perWebhook: Limit = { name: 'webhook_test', points: 20, seconds: 60 * 60 }

/** @returns the id of its delivery @throws DomainError not_found, too_many; conflict unless it is active */
export async function sendTestEvent(access: WebhookAccess<'update'>, webhookId: string): Promise<string> {
  const { tenantId } = access
  await reserve(perWebhook, limitKey(access, webhookId))
  return changeWebhooks(access, async (tx) => {
    const webhook = await readWebhook(tx, access, webhookId)
    if (webhook.state !== 'active') throw new DomainError('conflict', 'Resume the webhook first.')
    const id = newId('webhookDelivery')
    const organizationId = ownerOf(access)
    await tx.webhookDelivery.create({
      data: { id, organizationId, webhookId, messageId: id, type: testType },
    })
    const jobs = [{ tenantId, deliveryId: id, attempts: 0 }]
    await enqueue(tx, 'webhook', { jobs, group: groupOf({ tenantId, organizationId }) })
    return { result: id, events: [{ type: 'webhook.test_sent', target: targetOf(webhook) }] }
  })
}
