import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { openSenderSecret } from '@/lib/domain/email-sender/sender-secret'

/** The tenant’s own; null if it has none. */
export async function findWebhookSecret(tenantId: string): Promise<string | null> {
  const access = bypassRowSecurity('a report of the email provider is verified', tenantId)
  const row = await read(access, (tx) =>
    tx.emailSender.findUnique({ where: { tenantId }, select: { sealedWebhookSecret: true } }),
  )
  return row?.sealedWebhookSecret
    ? openSenderSecret(tenantId, 'webhookSecret', row.sealedWebhookSecret)
    : null
}
