import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import {
  changeWebhooks,
  hostOf,
  notDeleted,
  ownerOf,
  targetOf,
  type WebhookOwner,
  type WebhookWriter,
} from './webhook'
import { parseWebhookInput, type WebhookInput } from './webhook-input'
import { createWebhookSecret, sealWebhookSecret } from './webhook-secret'

export const mostWebhooks = 10

/**
 * The tenant’s or, with an organization’s access, the organization’s own. It receives what happens from now on.
 * @returns the secret, which is not shown again
 * @throws DomainError invalid, at the field; conflict for an eleventh
 */
export async function createWebhook(
  access: WebhookWriter<'create'>,
  input: WebhookInput,
): Promise<{ id: string; secret: string }> {
  const { name, url, eventTypes } = parseWebhookInput(access, input)
  const { tenantId } = access
  const organizationId = ownerOf(access)
  const id = newId('webhook')
  const secret = createWebhookSecret()
  const sealedSecret = await sealWebhookSecret({ tenantId, webhookId: id }, secret)
  return changeWebhooks(access, async (tx) => {
    await assertLimit(tx, { tenantId, organizationId })
    await tx.webhook.create({
      data: { id, organizationId, name, url, eventTypes, sealedSecret },
    })
    const details = { after: { name, host: hostOf(url), eventTypes } }
    return {
      result: { id, secret },
      events: [{ type: 'webhook.created', target: targetOf({ id, name }), details }],
    }
  })
}

async function assertLimit(tx: Tx, where: WebhookOwner): Promise<void> {
  if ((await tx.webhook.count({ where: { ...where, ...notDeleted } })) < mostWebhooks) return
  throw new DomainError(
    'conflict',
    `There can be at most ${mostWebhooks} webhooks. Delete another one first.`,
  )
}
