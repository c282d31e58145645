import { randomBytes } from 'node:crypto'
import type { SystemAccess } from '@/lib/access'
import { bookkeeping, change, read } from '@/lib/db/transaction'
import { reseal, seal, type SealedFor, unseal } from '../crypto/seal'

interface WebhookRef {
  tenantId: string
  webhookId: string
}

/** As Standard Webhooks has it: `whsec_` and 32 random bytes in base64. */
export function createWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

export function sealWebhookSecret(of: WebhookRef, secret: string): Promise<string> {
  return seal(secret, sealedFor(of))
}

/** Null if neither the present nor the previous FOYER_SECRET opens it. */
export function openWebhookSecret(of: WebhookRef, sealed: string): Promise<string | null> {
  return unseal(sealed, sealedFor(of))
}

function sealedFor({ tenantId, webhookId }: WebhookRef): SealedFor {
  return { purpose: `webhook ${webhookId}`, tenantId }
}

/** With the present FOYER_SECRET, what the previous one sealed. @returns number of webhooks */
export async function resealWebhooks(access: SystemAccess): Promise<number> {
  const { tenantId } = access
  const rows = await read(access, (tx) =>
    tx.webhook.findMany({
      where: { tenantId },
      select: { id: true, sealedSecret: true, sealedPreviousSecret: true },
    }),
  )
  let resealed = 0
  for (const { id, ...before } of rows) {
    const of = sealedFor({ tenantId, webhookId: id })
    const present = await reseal(before.sealedSecret, of)
    const previous = before.sealedPreviousSecret && (await reseal(before.sealedPreviousSecret, of))
    const after = {
      ...(present ? { sealedSecret: present } : {}),
      ...(previous ? { sealedPreviousSecret: previous } : {}),
    }
    if (Object.keys(after).length === 0) continue
    resealed += await change(access, async (tx) => {
      const where = { tenantId, id, ...before }
      return bookkeeping((await tx.webhook.updateMany({ where, data: after })).count)
    })
  }
  return resealed
}
