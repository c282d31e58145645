import { readWebhook, targetOf } from './webhook'
import { changeWebhooks, type WebhookAccess } from './webhook-access'

/** Those that wait are not sent. The cleanup deletes it with its deliveries, which may be many. @throws DomainError not_found */
export function deleteWebhook(access: WebhookAccess<'delete'>, id: string): Promise<void> {
  const { tenantId } = access
  return changeWebhooks(access, async (tx) => {
    const webhook = await readWebhook(tx, access, id)
    await tx.webhook.update({ where: { tenantId_id: { tenantId, id } }, data: { state: 'deleted' } })
    return { result: undefined, events: [{ type: 'webhook.deleted', target: targetOf(webhook) }] }
  })
}
