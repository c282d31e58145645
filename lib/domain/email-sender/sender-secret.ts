import type { SystemAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { resealColumn } from '../crypto/reseal-column'
import { seal, type SealedFor, unseal } from '../crypto/seal'

const purposes = {
  apiKey: 'email sender api key',
  webhookSecret: 'email sender webhook secret',
  smtpPassword: 'email sender smtp password',
}

export type SenderSecretKind = keyof typeof purposes

export function sealSenderSecret(tenantId: string, kind: SenderSecretKind, text: string): Promise<string> {
  return seal(text, sealedFor(tenantId, kind))
}

/** Null if no FOYER_SECRET that is accepted opens it. */
export function openSenderSecret(
  tenantId: string,
  kind: SenderSecretKind,
  sealed: string,
): Promise<string | null> {
  return unseal(sealed, sealedFor(tenantId, kind))
}

function sealedFor(tenantId: string, kind: SenderSecretKind): SealedFor {
  return { purpose: purposes[kind], tenantId }
}

export async function resealEmailSender(access: SystemAccess): Promise<number> {
  const sender = { table: sql`email_senders`, key: sql`tenant_id` }
  const apiKeys = await resealColumn(access, {
    ...sender,
    column: sql`sealed_api_key`,
    sealedFor: (tenantId) => sealedFor(tenantId, 'apiKey'),
  })
  const webhookSecrets = await resealColumn(access, {
    ...sender,
    column: sql`sealed_webhook_secret`,
    sealedFor: (tenantId) => sealedFor(tenantId, 'webhookSecret'),
  })
  const smtpPasswords = await resealColumn(access, {
    ...sender,
    column: sql`sealed_smtp_password`,
    sealedFor: (tenantId) => sealedFor(tenantId, 'smtpPassword'),
  })
  return apiKeys + webhookSecrets + smtpPasswords
}
