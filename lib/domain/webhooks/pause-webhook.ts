import { unchanged } from '@/lib/db/transaction'
import { readWebhook, targetOf } from './webhook'
import { changeWebhooks, type WebhookAccess } from './webhook-access'

/** Events wait until it is resumed. @throws DomainError not_found */
export function pauseWebhook(access: WebhookAccess<'update'>, id: string): Promise<void> {
  const { tenantId } = access
  return changeWebhooks(access, async (tx) => {
    const webhook = await readWebhook(tx, access, id)
    if (webhook.state !== 'active') return unchanged(undefined)
    await tx.webhook.update({ where: { tenantId_id: { tenantId, id } }, data: { state: 'paused' } })
    return { result: undefined, events: [{ type: 'webhook.paused', target: targetOf(webhook) }] }
  })
}
