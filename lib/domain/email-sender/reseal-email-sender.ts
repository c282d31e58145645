import type { SystemAccess } from '@/lib/access'
import { bookkeeping, change, read } from '@/lib/db/transaction'
import { reseal } from '../crypto/seal'
import { sealedFor } from './sender-secret'

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
