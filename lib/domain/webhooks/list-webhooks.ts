import { read } from '@/lib/db/transaction'
import { asWebhook, notDeleted, type Webhook, webhookColumns } from './webhook'
import { ownerOf, type WebhookAccess } from './webhook-access'

/** All of the owner’s; there are few. */
export function listWebhooks(access: WebhookAccess<'read'>): Promise<Webhook[]> {
  return read(access, async (tx) => {
    const rows = await tx.webhook.findMany({
      where: { tenantId: access.tenantId, organizationId: ownerOf(access), ...notDeleted },
      select: webhookColumns,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
    return rows.map(asWebhook)
  })
}
