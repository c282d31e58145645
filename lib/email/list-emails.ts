import type { TenantAccess } from '@/lib/access'
import { emailContent } from '@/lib/db/outgoing-mail'
import { join, raw, sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { plannedEachTime } from '@/lib/db/statement-names'
import { read } from '@/lib/db/transaction'
import { fold, nextPrefix } from '@/lib/domain/text/fold'
import type { ReportType } from './email-report'
import type { MailState } from './email-status'

export interface EmailFilter {
  /** Of the outbox, or what the provider reported. */
  state?: MailState | ReportType | undefined
  template?: string | undefined
  /** The beginning of an address. */
  recipient?: string | undefined
  /** A slug or an id. */
  organization?: string | undefined
  /** Ids of emails. */
  before?: string | undefined
  after?: string | undefined
}

export interface ListedEmail {
  id: string
  recipient: string
  template: string
  state: MailState
  lastProblem: string | null
  reports: ReportType[]
  organization: { id: string; displayName: string | null } | null
  createdAt: Date
  sentAt: Date | null
}

export interface EmailPage {
  emails: ListedEmail[]
  newer: boolean
  older: boolean
}

const perPage = 25

export const emailTemplates: readonly string[] = emailContent.options
  .map(({ shape }) => shape.template.value)
  .toSorted()

/** The newest first, or by address where one is searched. */
export function listEmails(access: TenantAccess<'read:logs'>, filter: EmailFilter): Promise<EmailPage> {
  const isBackwards = filter.after !== undefined
  const { tenantId } = access
  return read(access, async (tx) => {
    const organizationId = await findOrganizationId(tx, tenantId, filter)
    const found = await tx.$queryRaw<ListedEmail[]>`${raw(plannedEachTime)}
      SELECT ${emailColumns} FROM ${tablesOf(tenantId, { ...filter, organizationId })}
      ORDER BY ${orderOf(filter, isBackwards)} LIMIT ${perPage + 1}`
    const page = found.slice(0, perPage)
    const more = found.length > perPage
    return {
      emails: isBackwards ? page.reverse() : page,
      newer: isBackwards ? more : filter.before !== undefined,
      older: isBackwards ? page.length > 0 : more,
    }
  })
}

export const emailColumns = sql`m.id, m.recipient, m.template, m.state, m.last_problem AS "lastProblem",
  m.created_at AS "createdAt", m.sent_at AS "sentAt",
  CASE WHEN m.organization_id IS NOT NULL
    THEN jsonb_build_object('id', m.organization_id, 'displayName', o.display_name) END AS organization,
  ARRAY(SELECT r.type FROM email_events r WHERE r.tenant_id = m.tenant_id AND r.mail_id = m.id) AS reports`

export const emailTables = sql`mails m
  LEFT JOIN organizations o ON o.tenant_id = m.tenant_id AND o.id = m.organization_id`

interface FoundFilter extends EmailFilter {
  organizationId: string | undefined
}

/** A statement of its own: PostgreSQL chooses the index of an organization only if it knows the id when it plans. */
async function findOrganizationId(
  tx: Tx,
  tenantId: string,
  { organization: text }: EmailFilter,
): Promise<string | undefined> {
  if (text === undefined) return undefined
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.slug = ${text.toLowerCase()}`
  return found?.id ?? text
}

/**
 * With a WHERE. Reports have the order of the emails, so that the rare ones are not looked for among all; the email of
 * each is looked up for itself, since PostgreSQL would otherwise read and sort all of a common one.
 */
function tablesOf(tenantId: string, filter: FoundFilter): Sql {
  const { state } = filter
  const conditions = join(conditionsOf(tenantId, filter), ' AND ')
  if (!isReport(state)) return sql`${emailTables} WHERE ${conditions}`
  const report = sql`report.tenant_id = ${tenantId} AND report.type = ${state}`
  if (addressOf(filter) !== null)
    return sql`${emailTables} WHERE ${conditions}
      AND (SELECT true FROM email_events report WHERE ${report} AND report.mail_id = m.id)`
  return sql`email_events report
    CROSS JOIN LATERAL (SELECT m.* FROM mails m WHERE m.id = report.mail_id AND ${conditions} OFFSET 0) m
    LEFT JOIN organizations o ON o.tenant_id = m.tenant_id AND o.id = m.organization_id
    WHERE ${report} AND ${beyond(tenantId, filter, sql`report.mail_id`)}`
}

function conditionsOf(tenantId: string, filter: FoundFilter): Sql[] {
  const { state, template, organizationId } = filter
  const recipient = addressOf(filter)
  return [
    sql`m.tenant_id = ${tenantId}`,
    beyond(tenantId, filter, sql`m.id`),
    ...(state === undefined || isReport(state) ? [] : [sql`m.state = ${state}`]),
    ...(template === undefined ? [] : [sql`m.template = ${template}`]),
    ...(organizationId === undefined ? [] : [sql`m.organization_id = ${organizationId}`]),
    ...(recipient === null ? [] : [beginsWith(recipient)]),
  ]
}

/** A range, since row security keeps LIKE off the index. */
function beginsWith(text: string): Sql {
  return sql`${address} >= ${text} AND ${address} < ${nextPrefix(text)}`
}

function beyond(tenantId: string, filter: EmailFilter, idColumn: Sql): Sql {
  const id = filter.after ?? filter.before
  if (id === undefined) return sql`true`
  const sign = filter.after === undefined ? sql`<` : sql`>`
  if (addressOf(filter) === null) return sql`${idColumn} ${sign} ${id}`
  const place = sql`(SELECT ${address} FROM mails m WHERE m.tenant_id = ${tenantId} AND m.id = ${id})`
  return sql`(${address}, m.id) ${sign} (${place}, ${id})`
}

const address = sql`m.recipient_folded COLLATE "C"`

/** A search is ordered by address, since that is the order of its index. */
function orderOf(filter: EmailFilter, isBackwards: boolean): Sql {
  const way = isBackwards ? sql`ASC` : sql`DESC`
  if (addressOf(filter) === null)
    return isReport(filter.state) ? sql`report.mail_id ${way}` : sql`m.id ${way}`
  return sql`${address} ${way}, m.id ${way}`
}

function addressOf({ recipient }: EmailFilter): string | null {
  const folded = recipient === undefined ? '' : fold(recipient)
  return folded === '' ? null : folded
}

const states: readonly string[] = ['queued', 'sent', 'failed', 'unknown']

function isReport(state: EmailFilter['state']): boolean {
  return state !== undefined && !states.includes(state)
}
