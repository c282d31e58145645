import type { TenantAccess } from '@/lib/access'
import { join, raw, sql, type Sql } from '@/lib/db/sql'
import { plannedEachTime } from '@/lib/db/statement-names'
import { read } from '@/lib/db/transaction'
import type { ReportType } from './verify-report'
import { fold, nextPrefix } from '@/lib/domain/text/fold'
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

/** The newest first, or by address where one is searched. */
export function listEmails(access: TenantAccess<'read:logs'>, filter: EmailFilter): Promise<EmailPage> {
  const isBackwards = filter.after !== undefined
  return read(access, async (tx) => {
    const found = await tx.$queryRaw<ListedEmail[]>`${raw(plannedEachTime)}
      SELECT ${emailColumns} FROM ${tablesOf(filter)}
      WHERE ${join(conditionsOf(access.tenantId, filter), ' AND ')}
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

/** Reports have the order of the emails, so that the rare ones are not looked for among all. */
function tablesOf({ state }: EmailFilter): Sql {
  if (!isReport(state)) return emailTables
  return sql`email_events report JOIN ${emailTables} ON report.tenant_id = m.tenant_id AND report.mail_id = m.id`
}

function conditionsOf(tenantId: string, filter: EmailFilter): Sql[] {
  const { state, template, organization } = filter
  const recipient = addressOf(filter)
  return [
    sql`m.tenant_id = ${tenantId}`,
    beyond(tenantId, filter),
    ...(state === undefined ? [] : [ofState(tenantId, state)]),
    ...(template === undefined ? [] : [sql`m.template = ${template}`]),
    ...(organization === undefined ? [] : [ofOrganization(tenantId, organization)]),
    ...(recipient === null ? [] : [beginsWith(recipient)]),
  ]
}

function ofState(tenantId: string, state: MailState | ReportType): Sql {
  return isReport(state)
    ? sql`report.tenant_id = ${tenantId} AND report.type = ${state}`
    : sql`m.state = ${state}`
}

function ofOrganization(tenantId: string, text: string): Sql {
  return sql`m.organization_id = coalesce((
    SELECT o.id FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.slug = ${text.toLowerCase()}), ${text})`
}

/** A range, since row security keeps LIKE off the index. */
function beginsWith(text: string): Sql {
  return sql`${address} >= ${text} AND ${address} < ${nextPrefix(text)}`
}

function beyond(tenantId: string, filter: EmailFilter): Sql {
  const id = filter.after ?? filter.before
  if (id === undefined) return sql`true`
  const sign = filter.after === undefined ? sql`<` : sql`>`
  if (addressOf(filter) === null) return sql`${idColumn(filter)} ${sign} ${id}`
  const place = sql`(SELECT ${address} FROM mails m WHERE m.tenant_id = ${tenantId} AND m.id = ${id})`
  return sql`(${address}, m.id) ${sign} (${place}, ${id})`
}

const address = sql`m.recipient_folded COLLATE "C"`

/** A search is ordered by address, since that is the order of its index. */
function orderOf(filter: EmailFilter, isBackwards: boolean): Sql {
  const way = isBackwards ? sql`ASC` : sql`DESC`
  if (addressOf(filter) === null) return sql`${idColumn(filter)} ${way}`
  return sql`${address} ${way}, m.id ${way}`
}

function idColumn({ state }: EmailFilter): Sql {
  return isReport(state) ? sql`report.mail_id` : sql`m.id`
}

function addressOf({ recipient }: EmailFilter): string | null {
  const folded = recipient === undefined ? '' : fold(recipient)
  return folded === '' ? null : folded
}

const states: readonly string[] = ['queued', 'sent', 'failed', 'unknown']

function isReport(state: EmailFilter['state']): boolean {
  return state !== undefined && !states.includes(state)
}
