import { readWebhook, targetOf } from './webhook'
import { changeWebhooks, type WebhookAccess } from './webhook-access'

/** With its deliveries; those that wait are not sent. @throws DomainError not_found */
export function deleteWebhook(access: WebhookAccess<'delete'>, id: string): Promise<void> {
  const { tenantId } = access
  return changeWebhooks(access, async (tx) => {
    const webhook = await readWebhook(tx, access, id)
    await tx.webhook.delete({ where: { tenantId_id: { tenantId, id } } })
    return { result: undefined, events: [{ type: 'webhook.deleted', target: targetOf(webhook) }] }
  })
}
