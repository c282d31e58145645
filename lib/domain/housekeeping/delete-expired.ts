import type { SystemAccess } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import { bookkeeping, change } from '@/lib/db/transaction'

interface ExpiredRows {
  table: Sql
  /** What identifies a row in its tenant; its id by default. */
  key?: Sql
  /** Of a row `r`. */
  isOver: Sql
  /** How many in one transaction. */
  batch?: number
}

/**
 * In batches, each in a transaction of its own, and without waiting for a row of its table: another process may clean up at the
 * same time, and deletes what is left out here. Rows of other tables that are deleted with it may be waited for.
 */
export async function deleteExpired(access: SystemAccess): Promise<void> {
  for (const rows of expiredRows(access.tenantId)) while ((await deleteBatch(access, rows)) > 0);
}

function deleteBatch(
  access: SystemAccess,
  { table, key = sql`id`, isOver, batch = 1000 }: ExpiredRows,
): Promise<number> {
  const { tenantId } = access
  return change(access, async (tx) =>
    bookkeeping(
      await tx.$executeRaw(sql`
        WITH chosen AS MATERIALIZED (
          SELECT ${key} FROM ${table} r WHERE r.tenant_id = ${tenantId} AND ${isOver}
          LIMIT ${batch} FOR UPDATE SKIP LOCKED)
        DELETE FROM ${table} WHERE tenant_id = ${tenantId} AND (${key}) IN (SELECT * FROM chosen)`),
    ),
  )
}

const isOld = sql`r.created_at < now() - interval '30 days'`
const hasExpired = sql`r.expires_at < now()`
const mostOfDirectory = 10_000

function expiredRows(tenantId: string): readonly ExpiredRows[] {
  return [
    // Used tokens are kept until they expire, to detect a second use.
    { table: sql`token_artifacts`, key: sql`kind, id_hash`, isOver: hasExpired },
    {
      table: sql`authorizations`,
      isOver: sql`least(r.revoked_at, r.expires_at) < now() - interval '1 day'`,
      // Each row also deletes its codes and tokens.
      batch: 200,
    },
    { table: sql`pending_sign_ins`, isOver: hasExpired },
    { table: sql`email_proofs`, isOver: isOld },
    {
      table: sql`sessions`,
      // The sign-ins to applications that come from it outlive it, and organizations end them by it.
      isOver: sql`least(r.ended_at, r.expires_at) < now() - interval '30 days' AND NOT EXISTS (
        SELECT FROM authorizations a WHERE a.tenant_id = ${tenantId} AND a.session_id = r.id)`,
    },
    {
      table: sql`mails`,
      isOver: sql`r.state <> 'queued' AND (${isOld} OR r.template = 'account_deleted')`,
    },
    { table: sql`organization_slugs`, key: sql`slug`, isOver: sql`r.held_until < now()` },
    { table: sql`join_requests`, isOver: sql`r.closed_at < now() - interval '30 days'` },
    { table: sql`support_accesses`, isOver: sql`r.ends_at < now()` },
    { table: sql`webhook_deliveries`, isOver: isOld },
    { table: sql`sso_tickets`, isOver: sql`r.expires_at < now() - interval '30 days'` },
    { table: sql`directory_requests`, isOver: sql`r.occurred_at < now() - interval '30 days'` },
    {
      table: sql`directory_requests`,
      // Of each directory, the newest are kept.
      isOver: sql`r.id IN (
        SELECT o.id FROM directories d CROSS JOIN LATERAL (
          SELECT n.id FROM directory_requests n
          WHERE n.tenant_id = ${tenantId} AND n.organization_id = d.organization_id
            AND n.connection_id = d.connection_id
          ORDER BY n.id DESC OFFSET ${mostOfDirectory} LIMIT 1000) o
        WHERE d.tenant_id = ${tenantId})`,
    },
  ]
}
