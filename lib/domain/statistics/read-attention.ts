import type { Tx } from '@/lib/db/prisma'
import { senderProblem } from '../email-sender/email-sender'

export interface Attention {
  /** Since when the active key signs, if that is longer than its life. */
  overdueKeySince: Date | null
  /** Connections by their failed sign-ins of the last 7 days. */
  failingConnections: { id: string; name: string; failures: number }[]
  /** Owners whose invitation did not arrive. */
  bouncedOwners: { emailId: string; email: string; organizationName: string }[]
  /** Why the provider refuses all emails, as lib/email/refusal.ts explains it; null if it does not. */
  senderProblem: string | null
  /** Of those created last. */
  withoutOwner: { id: string; displayName: string }[]
}

const shown = 5
/** Of each kind, no more are looked through. */
const newest = 200
/** Keys rotate by themselves after 30 days. */
const keyLivesDays = 31

export async function readAttention(tx: Tx, tenantId: string): Promise<Attention> {
  const [attention] = await tx.$queryRaw<[Attention]>`
    SELECT
      (SELECT k.activated_at FROM signing_keys k
        WHERE k.tenant_id = ${tenantId} AND k.state = 'active'
          AND k.activated_at < now() - make_interval(days => ${keyLivesDays})) AS "overdueKeySince",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.display_name, 'failures', f.failures)
          ORDER BY f.failures DESC, c.id), '[]')
        FROM (
          SELECT e.target_id AS id, count(*)::int AS failures FROM (
            SELECT e.target_id FROM audit_events e
            WHERE e.tenant_id = ${tenantId} AND e.type = 'connection.failed'
              AND e.occurred_at > now() - interval '7 days'
            ORDER BY e.occurred_at DESC LIMIT ${newest}) e
          GROUP BY 1 ORDER BY 2 DESC LIMIT ${shown}) f
        JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = f.id) AS "failingConnections",
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'emailId', b.id, 'email', b.recipient, 'organizationName', b.display_name)), '[]')
        FROM (
          SELECT m.id, m.recipient, o.display_name
          FROM (
            SELECT e.mail_id FROM email_events e WHERE e.tenant_id = ${tenantId} AND e.type = 'bounced'
            ORDER BY e.mail_id DESC LIMIT ${newest}) e
          JOIN mails m ON m.tenant_id = ${tenantId} AND m.id = e.mail_id
          JOIN invitations i ON i.tenant_id = ${tenantId} AND i.organization_id = m.organization_id
            AND i.id = m.invitation_id AND i.state = 'pending'
          JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = m.organization_id AND o.deleted_at IS NULL
          WHERE EXISTS (
            SELECT FROM invitation_roles ir JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = ir.role_id
            WHERE ir.tenant_id = ${tenantId} AND ir.organization_id = i.organization_id
              AND ir.invitation_id = i.id AND r.is_owner)
          ORDER BY m.id DESC LIMIT ${shown}) b) AS "bouncedOwners",
      (${senderProblem(tenantId)}) AS "senderProblem",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'displayName', w.display_name)), '[]')
        FROM (
          SELECT o.id, o.display_name
          FROM (
            SELECT o.id, o.display_name, o.created_at FROM organizations o
            WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL
            ORDER BY o.created_at DESC, o.id DESC LIMIT ${newest}) o
          WHERE NOT EXISTS (
            SELECT FROM member_roles mr JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = mr.role_id
            WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = o.id AND r.is_owner)
          ORDER BY o.created_at DESC LIMIT ${shown}) w) AS "withoutOwner"`
  return attention
}
