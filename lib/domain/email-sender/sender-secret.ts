import type { SystemAccess } from '@/lib/access'
import { bookkeeping, change, read } from '@/lib/db/transaction'
import { reseal, seal, type SealedFor, unseal } from '../crypto/seal'

export type SenderSecretKind = 'api key' | 'webhook secret'

export function sealSenderSecret(tenantId: string, kind: SenderSecretKind, text: string): Promise<string> {
  return seal(text, sealedFor(tenantId, kind))
}

/** Null if neither the present nor the previous FOYER_SECRET opens it. */
export function openSenderSecret(
  tenantId: string,
  kind: SenderSecretKind,
  sealed: string,
): Promise<string | null> {
  return unseal(sealed, sealedFor(tenantId, kind))
}

function sealedFor(tenantId: string, kind: SenderSecretKind): SealedFor {
  return { purpose: `email sender ${kind}`, tenantId }
}

/** With the present FOYER_SECRET, what the previous one sealed. @returns number of secrets */
export async function resealEmailSender(access: SystemAccess): Promise<number> {
  const { tenantId } = access
  const found = await read(access, (tx) => tx.emailSender.findUnique({ where: { tenantId } }))
  if (found === null) return 0
  const { sealedApiKey, sealedWebhookSecret } = found
  const [apiKey, webhookSecret] = await Promise.all([
    sealedApiKey && reseal(sealedApiKey, sealedFor(tenantId, 'api key')),
    sealedWebhookSecret && reseal(sealedWebhookSecret, sealedFor(tenantId, 'webhook secret')),
  ])
  const after = {
    ...(apiKey ? { sealedApiKey: apiKey } : {}),
    ...(webhookSecret ? { sealedWebhookSecret: webhookSecret } : {}),
  }
  if (Object.keys(after).length === 0) return 0
  return change(access, async (tx) => {
    const where = { tenantId, sealedApiKey, sealedWebhookSecret }
    const { count } = await tx.emailSender.updateMany({ where, data: after })
    return bookkeeping(count * Object.keys(after).length)
  })
}
