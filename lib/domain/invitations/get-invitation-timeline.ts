import type { OrganizationAccess } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { detailColumns, type InvitationDetails } from './list-invitations'
import { currentState, ofOrganization, roleTables } from './queries'

export interface TimelineEntry {
  /** Of an audit event, or `email.` and what the provider reports. */
  type: string
  at: Date
  /** Null for an email. */
  actorKind: string | null
  /** Null if erased. */
  actorName: string | null
  /** The email provider’s. */
  reason: string | null
}

export interface InvitationTimeline {
  invitation: InvitationDetails
  /** Newest first. */
  entries: TimelineEntry[]
}

interface Row extends InvitationDetails {
  entries: (Omit<TimelineEntry, 'at'> & { at: string })[]
}

/** Of each source, the newest. */
const mostEntries = 100

/** In one statement. @throws DomainError not_found */
export function getInvitationTimeline(
  access: OrganizationAccess<'read:organization_invitations'>,
  invitationId: string,
): Promise<InvitationTimeline> {
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<Row[]>(sql`
      SELECT ${detailColumns},
        (SELECT coalesce(jsonb_agg(to_jsonb(t) - 'rank' ORDER BY t.at DESC, t.rank DESC), '[]')
         FROM (${ownEvents} UNION ALL ${expiry} UNION ALL ${sentEmails} UNION ALL ${reports}
           UNION ALL ${unsentEmails}) t) AS entries
      FROM invitations i ${roleTables}
      WHERE ${ofOrganization(access)} AND i.id = ${invitationId}`)
    if (!row) throw notFound()
    const { entries, ...invitation } = row
    return { invitation, entries: entries.map((entry) => ({ ...entry, at: new Date(entry.at) })) }
  })
}

/** Without the closing of an overdue invitation: `expiry` has the time when it expired. */
const ownEvents: Sql = eventsOn(sql`e.target_id = i.id AND e.type <> 'invitation.expired'`)

const expiry: Sql = sql`
  SELECT 'invitation.expired', i.expires_at, NULL, NULL, NULL, 0 WHERE ${currentState} = 'expired'`

const emails: Sql = sql`mails m
  WHERE m.tenant_id = i.tenant_id AND m.organization_id = i.organization_id AND m.invitation_id = i.id
    AND m.template = 'invitation'`

const sentEmails: Sql = sql`(
  SELECT 'email.sent', m.sent_at, NULL, NULL, NULL, 1 FROM ${emails} AND m.sent_at IS NOT NULL
  ORDER BY m.sent_at DESC LIMIT ${mostEntries})`

/** Without `sent`, which `sentEmails` has. */
const reports: Sql = sql`(
  SELECT 'email.' || r.type, r.occurred_at, NULL, NULL, r.reason, 2
  FROM email_events r JOIN (SELECT m.tenant_id, m.id FROM ${emails}) m ON r.tenant_id = m.tenant_id AND r.mail_id = m.id
  WHERE r.type <> 'sent'
  ORDER BY r.occurred_at DESC LIMIT ${mostEntries})`

const unsentEmails: Sql = eventsOn(sql`e.target_id = ANY (ARRAY(SELECT m.id FROM ${emails}))`)

function eventsOn(condition: Sql): Sql {
  return sql`(
    SELECT e.type, e.occurred_at AS at, e.actor_kind AS "actorKind", p.actor_name AS "actorName",
      NULL AS reason, 0 AS rank
    FROM audit_events e LEFT JOIN audit_people p ON p.tenant_id = e.tenant_id AND p.event_id = e.id
    WHERE e.tenant_id = i.tenant_id AND e.organization_id = i.organization_id AND ${condition}
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${mostEntries})`
}
