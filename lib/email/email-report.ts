import { Resend } from 'resend'
import { z } from 'zod'
import { bookkeeping, bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { openSenderSecret } from '@/lib/domain/email-sender/sender-secret'

const reportTypes = [
  'sent',
  'delivered',
  'delivery_delayed',
  'bounced',
  'complained',
  'suppressed',
  'failed',
  'opened',
  'clicked',
] as const

export type ReportType = (typeof reportTypes)[number]

/** What became of an email that Foyer sent. */
export interface EmailReport {
  id: string
  tenantId: string
  mailId: string
  providerId: string
  type: ReportType
  reason: string | null
  occurredAt: Date
}

export interface SignedReport {
  payload: string
  id: string
  timestamp: string
  signature: string
}

/** Resend’s words for a cause. Sentences of mail servers hold addresses, so they are not read. */
const code = z.string().regex(/^[\w -]{1,60}$/)
const codes = z.object({ type: code, subType: code.optional() })

/** PostgreSQL stores neither NUL nor every year. */
const name = z.string().regex(/^[\w-]{1,100}$/)

/** The tags are those of lib/email/transport.ts. Other emails of the same Resend account do not have them. */
const report = z
  .object({
    type: z.string().startsWith('email.'),
    created_at: z.coerce.date().min(new Date('2000-01-01')).max(new Date('2100-01-01')),
    data: z.object({
      email_id: name,
      tags: z.object({ tenant: name, mail_id: z.string().regex(/^mail_\w{1,100}$/) }),
      bounce: codes.optional().catch(undefined),
      suppressed: codes.optional().catch(undefined),
      failed: z.object({ reason: code }).optional().catch(undefined),
    }),
  })
  .transform(({ type, created_at: occurredAt, data }) => ({
    type: type.slice('email.'.length),
    occurredAt,
    tenantId: data.tags.tenant,
    mailId: data.tags.mail_id,
    providerId: data.email_id,
    reason: data.failed?.reason ?? wordsOf(data.bounce ?? data.suppressed),
  }))

/** Null for what is signed and not about an email of Foyer’s. @throws if the signature or its time is wrong */
export function verifyReport(secret: string, { payload, ...headers }: SignedReport): EmailReport | null {
  // The key is for calls of Resend’s API; none is made.
  const { webhooks } = new Resend('unused')
  const parsed = report.safeParse(webhooks.verify({ payload, headers, webhookSecret: secret }))
  const type = reportTypes.find((known) => known === parsed.data?.type)
  return parsed.success && type ? { ...parsed.data, type, id: headers.id } : null
}

function wordsOf(cause: z.infer<typeof codes> | undefined): string | null {
  if (cause === undefined) return null
  return cause.subType === undefined ? cause.type : `${cause.type}: ${cause.subType}`
}

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

/** The earliest of each type counts, so that duplicates and their order make no difference. */
export function recordReport(report: EmailReport): Promise<void> {
  const { tenantId, mailId, providerId, type, id, reason, occurredAt } = report
  const access = bypassRowSecurity('the email provider reports what became of an email', tenantId)
  return change(access, async (tx) => {
    await tx.$executeRaw`
      WITH mail AS (
        SELECT tenant_id, id, organization_id, state FROM mails
        WHERE tenant_id = ${tenantId} AND id = ${mailId} AND coalesce(provider_id, ${providerId}) = ${providerId}
      ), found AS (
        UPDATE mails m SET state = 'sent', sent_at = now(), provider_id = ${providerId}
        FROM mail
        WHERE m.tenant_id = ${tenantId} AND m.id = mail.id AND m.state = 'unknown' AND ${type} <> 'failed'
      )
      INSERT INTO email_events AS known (tenant_id, mail_id, type, id, organization_id, reason, occurred_at)
      SELECT tenant_id, id, ${type}, ${id}, organization_id, ${reason}, ${occurredAt}::timestamptz FROM mail
      ON CONFLICT (tenant_id, mail_id, type) DO UPDATE
      SET id = excluded.id, reason = excluded.reason, occurred_at = excluded.occurred_at
      WHERE (excluded.occurred_at, excluded.id) < (known.occurred_at, known.id)`
    return bookkeeping(undefined)
  })
}
