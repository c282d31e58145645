import { bookkeeping, bypassRowSecurity, change } from '@/lib/db/transaction'
import type { EmailReport } from './verify-report'

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
