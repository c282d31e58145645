import type { SystemAccess } from '@/lib/access'
import { bookkeeping, change } from '@/lib/db/transaction'
import { changeWebhooks, readWebhook, targetOf, type WebhookAccess } from './webhook'

/** Deliveries that wait are not sent. The cleanup deletes the webhook with its deliveries, which may be many. @throws DomainError not_found */
export function deleteWebhook(access: WebhookAccess<'delete'>, id: string): Promise<void> {
  const { tenantId } = access
  return changeWebhooks(access, async (tx) => {
    const webhook = await readWebhook(tx, access, id)
    await tx.webhook.update({ where: { tenantId_id: { tenantId, id } }, data: { state: 'deleted' } })
    return { result: undefined, events: [{ type: 'webhook.deleted', target: targetOf(webhook) }] }
  })
}

/** Small, because each row also deletes its attempts. */
const batch = 200

/**
 * Of deleted webhooks and of organizations that were deleted 30 days ago, before these go themselves: a single statement
 * would be too long.
 * @returns number of rows; 0 when done
 */
export function purgeDeliveries(access: SystemAccess): Promise<number> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const deliveries = await tx.$executeRaw`
      WITH chosen AS MATERIALIZED (
        SELECT d.id FROM webhooks w
        LEFT JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = w.organization_id
        JOIN webhook_deliveries d ON d.tenant_id = ${tenantId} AND d.webhook_id = w.id
        WHERE w.tenant_id = ${tenantId} AND (w.state = 'deleted' OR o.deleted_at <= now() - interval '30 days')
        LIMIT ${batch} FOR UPDATE OF d SKIP LOCKED)
      DELETE FROM webhook_deliveries WHERE tenant_id = ${tenantId} AND id IN (SELECT id FROM chosen)`
    if (deliveries > 0) return bookkeeping(deliveries)
    return bookkeeping(
      await tx.$executeRaw`
        WITH chosen AS MATERIALIZED (
          SELECT id FROM webhooks WHERE tenant_id = ${tenantId} AND state = 'deleted' LIMIT ${batch} FOR UPDATE SKIP LOCKED)
        DELETE FROM webhooks WHERE tenant_id = ${tenantId} AND id IN (SELECT id FROM chosen)`,
    )
  })
}
