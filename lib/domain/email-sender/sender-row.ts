import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import type { EmailSender, StoredSecret } from './email-sender'
import type { SenderSecretKind } from './sender-secret'

export const secretKinds = { apiKey: 'api key', webhookSecret: 'webhook secret' } as const satisfies Record<
  string,
  SenderSecretKind
>

export type SecretName = keyof typeof secretKinds

export const secretNames = ['apiKey', 'webhookSecret'] as const satisfies readonly SecretName[]

export type SecretsShown = { [Name in SecretName]?: StoredSecret | null }

type Columns = Record<string, string | Date | null>

export function secretColumns(name: SecretName, stored: (StoredSecret & { sealed: string }) | null): Columns {
  const { sealed = null, end = null, setAt = null } = stored ?? {}
  return name === 'apiKey'
    ? { sealedApiKey: sealed, apiKeyEnd: end, apiKeySetAt: setAt }
    : { sealedWebhookSecret: sealed, webhookSecretEnd: end, webhookSecretSetAt: setAt }
}

export async function saveSenderRow(tx: Tx, tenantId: string, columns: Columns): Promise<void> {
  await tx.emailSender.upsert({ where: { tenantId }, create: columns, update: columns })
  // By the clock that dates the test emails.
  await tx.$executeRaw`UPDATE email_senders SET changed_at = now() WHERE tenant_id = ${tenantId}`
}

type Shown = Partial<Pick<EmailSender, 'fromName' | 'fromAddress' | 'replyTo'>>

interface SenderChange {
  tenantId: string
  present: EmailSender
  before: Shown
  after: Shown
  secrets: SecretsShown
}

/** Of a secret it says whether it is set, never any part of it. */
export function senderChanged({ tenantId, present, before, after, secrets }: SenderChange): Event {
  const was: Record<string, string> = {}
  const is: Record<string, string> = {}
  for (const name of secretNames) {
    const next = secrets[name]
    if (next === undefined || (next === null && present[name] === null)) continue
    was[name] = present[name] === null ? 'none' : 'set'
    is[name] = next === null ? 'none' : present[name] === null ? 'set' : 'replaced'
  }
  return {
    type: 'email_sender.changed',
    target: { kind: 'tenant', id: tenantId },
    details: { before: { ...before, ...was }, after: { ...after, ...is } },
  }
}
