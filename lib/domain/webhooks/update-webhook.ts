import { unchanged } from '@/lib/db/transaction'
import { changesOf } from '../changes-of'
import { changeWebhooks, hostOf, readWebhook, targetOf, type WebhookWriter } from './webhook'
import { parseWebhookInput, type WebhookInput } from './webhook-input'

/** Deliveries that wait use the new settings, too. @throws DomainError not_found; invalid, at the field */
export function updateWebhook(
  access: WebhookWriter<'update'>,
  { id, ...given }: WebhookInput & { id: string },
): Promise<void> {
  const input = parseWebhookInput(access, given)
  const { tenantId } = access
  return changeWebhooks(access, async (tx) => {
    const present = await readWebhook(tx, access, id)
    const { before, after } = changesOf(['name', 'url', 'eventTypes'], present, input)
    if (Object.keys(after).length === 0) return unchanged(undefined)
    const isMoved = after.url === undefined ? {} : { failingSince: null, holdUntil: null }
    await tx.webhook.update({ where: { tenantId_id: { tenantId, id } }, data: { ...after, ...isMoved } })
    return {
      result: undefined,
      events: [
        {
          type: 'webhook.changed',
          target: targetOf({ id, name: input.name }),
          details: { before: audited(before), after: audited(after) },
        },
      ],
    }
  })
}

type Given = Partial<{ name: string; url: string; eventTypes: string[] }>

function audited({ url, ...others }: Given) {
  return { ...others, ...(url === undefined ? {} : { host: hostOf(url) }) }
}
