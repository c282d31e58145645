import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { MailState } from './email-status'
import { emailColumns, emailTables, type ListedEmail } from './list-emails'
import { templateInputOf, type TemplateInput, placeholdersOf } from './template-input'
import type { ReportType } from './email-report'

interface Report {
  type: ReportType
  reason: string | null
  occurredAt: Date
}

export interface EmailDetails extends ListedEmail {
  attempts: number
  firstTriedAt: Date | null
  providerId: string | null
  /** The oldest first. */
  history: Report[]
  /** Without its links and codes. Null where no copy is stored. */
  content: TemplateInput | null
}

type Row = Omit<EmailDetails, 'history' | 'content'> & {
  draft: unknown
  history: (Omit<Report, 'occurredAt'> & { occurredAt: string })[]
}

/** @throws DomainError not_found */
export function getEmail(access: TenantAccess<'read:logs'>, id: string): Promise<EmailDetails> {
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<Row[]>`
      SELECT ${emailColumns}, m.attempts, m.first_tried_at AS "firstTriedAt", m.provider_id AS "providerId", m.draft,
        (SELECT coalesce(jsonb_agg(
            jsonb_build_object('type', e.type, 'reason', e.reason, 'occurredAt', e.occurred_at)
            ORDER BY e.occurred_at, e.id), '[]')
          FROM email_events e WHERE e.tenant_id = m.tenant_id AND e.mail_id = m.id) AS history
      FROM ${emailTables}
      WHERE m.tenant_id = ${access.tenantId} AND m.id = ${id}`
    if (!row) throw notFound()
    const { draft, history, ...email } = row
    const stored = templateInputOf(draft)
    return {
      ...email,
      history: history.map(({ occurredAt, ...report }) => ({ ...report, occurredAt: new Date(occurredAt) })),
      content: stored && hideSecrets(stored, id),
    }
  })
}

const hidden = '••••••'

/** Of an email as it is stored, with placeholders: they stand for what only the recipient may know. */
function hideSecrets({ from, subject, html, text }: TemplateInput, mailId: string): TemplateInput {
  const { token, code } = placeholdersOf(mailId)
  const hide = (written: string) => written.replaceAll(token, hidden).replaceAll(code, hidden)
  return { from, subject: hide(subject), html: hide(html), text: hide(text) }
}

export interface LastTest {
  state: MailState
  lastProblem: string | null
  createdAt: Date
}

/** The newest test email since the sender was changed; null if there is none from the last 30 days. */
export function getLastTest(access: TenantAccess<'read:email_provider'>): Promise<LastTest | null> {
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<LastTest[]>`
      SELECT state, last_problem AS "lastProblem", created_at AS "createdAt" FROM mails
      WHERE tenant_id = ${access.tenantId} AND template = 'sender_test'
        AND created_at >= coalesce(
          (SELECT changed_at FROM email_senders WHERE tenant_id = ${access.tenantId}), '-infinity')
      ORDER BY id DESC LIMIT 1`
    return row ?? null
  })
}
