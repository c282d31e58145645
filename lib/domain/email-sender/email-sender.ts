import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'

/** Of a secret, what may be seen after it was set. */
export interface StoredSecret {
  /** The last characters. */
  end: string
  setAt: Date
}

export interface EmailSender {
  /** Null: the tenant’s name. */
  fromName: string | null
  /** Null: the environment’s address. */
  fromAddress: string | null
  replyTo: string | null
  /** Null: the environment’s account sends. */
  apiKey: StoredSecret | null
  webhookSecret: StoredSecret | null
}

export function getEmailSender(access: TenantAccess<'read:email_provider'>): Promise<EmailSender> {
  return read(access, (tx) => readEmailSender(tx, access.tenantId))
}

/** Whether the tenant sends by an account of its own. */
export async function hasEmailAccount(access: TenantAccess): Promise<boolean> {
  const where = { tenantId: access.tenantId, sealedApiKey: { not: null } }
  return (await read(access, (tx) => tx.emailSender.count({ where }))) > 0
}

export async function readEmailSender(tx: Tx, tenantId: string): Promise<EmailSender> {
  const row = await tx.emailSender.findUnique({
    where: { tenantId },
    omit: { sealedApiKey: true, sealedWebhookSecret: true },
  })
  if (row === null)
    return { fromName: null, fromAddress: null, replyTo: null, apiKey: null, webhookSecret: null }
  const { fromName, fromAddress, replyTo } = row
  return {
    fromName,
    fromAddress,
    replyTo,
    apiKey: storedSecret(row.apiKeyEnd, row.apiKeySetAt),
    webhookSecret: storedSecret(row.webhookSecretEnd, row.webhookSecretSetAt),
  }
}

function storedSecret(end: string | null, setAt: Date | null): StoredSecret | null {
  return end && setAt ? { end, setAt } : null
}

/** Of the emails that wait, no more are looked through. */
const oldest = 200

/** Why the provider refused one of the oldest emails that wait, if that is about its API key or domain. */
export function senderProblem(tenantId: string) {
  return sql`
    SELECT m.last_problem FROM (
      SELECT last_problem FROM mails
      WHERE tenant_id = ${tenantId} AND state = 'queued' ORDER BY id LIMIT ${oldest}) m
    WHERE m.last_problem ~ '^(40[13] |unreadable_api_key$)' LIMIT 1`
}
