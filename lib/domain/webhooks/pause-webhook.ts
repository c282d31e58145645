import { type Limit, reserve } from '@/lib/db/limits'
import { unchanged } from '@/lib/db/transaction'
import { changeWebhooks, limitKey, readWebhook, targetOf, type WebhookAccess } from './webhook'

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

const perWebhook: Limit = { name: 'webhook_resumption', points: 20, seconds: 60 * 60 }

/** The worker then sends what has waited. @throws DomainError not_found, too_many */
export async function resumeWebhook(access: WebhookAccess<'update'>, id: string): Promise<void> {
  const { tenantId } = access
  await reserve(perWebhook, limitKey(access, id))
  return changeWebhooks(access, async (tx) => {
    const webhook = await readWebhook(tx, access, id)
    if (webhook.state === 'active') return unchanged(undefined)
    await tx.webhook.update({
      where: { tenantId_id: { tenantId, id } },
      data: { state: 'active', failingSince: null, holdUntil: null, catchingUpAfter: '' },
    })
    return { result: undefined, events: [{ type: 'webhook.resumed', target: targetOf(webhook) }] }
  })
}
