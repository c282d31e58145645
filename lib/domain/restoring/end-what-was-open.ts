import type { SystemAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { bookkeeping, bypassRowSecurity, change } from '@/lib/db/transaction'

interface OpenRows {
  /** Of the counts in the event. */
  name: string
  table: Sql
  /** What identifies a row in its tenant; its id by default. */
  key?: Sql
  /** Of a row `r`. */
  isOpen: Sql
  /** What ends it; without, it is deleted. */
  end?: Sql
}

/** Why an email that waited when the dump was made is not sent: it may have been sent after the dump. */
export const restoredProblem = 'waited in a backup that was restored'

/**
 * All that may have been used, sent or ended after the dump. What an administrator has set, such as members, passwords,
 * secrets of applications and tokens of directories, is as it was in the dump.
 */
export const openRows: readonly OpenRows[] = [
  {
    name: 'emails',
    table: sql`mails`,
    isOpen: sql`r.state = 'queued'`,
    end: sql`state = 'unknown', last_problem = ${restoredProblem}`,
  },
  {
    name: 'invitations',
    table: sql`invitations`,
    // The clean-up writes the event of each.
    isOpen: sql`r.state = 'pending' AND r.expires_at > now()`,
    end: sql`expires_at = now()`,
  },
  {
    name: 'links in emails',
    table: sql`email_proofs`,
    isOpen: sql`r.used_at IS NULL`,
    end: sql`used_at = now()`,
  },
  {
    name: 'join links',
    table: sql`join_links`,
    isOpen: sql`r.ended_at IS NULL`,
    end: sql`ended_at = now(), ended_as = 'turned_off'`,
  },
  {
    name: 'set-up links',
    table: sql`sso_tickets`,
    isOpen: sql`r.finished_at IS NULL AND r.revoked_at IS NULL`,
    end: sql`revoked_at = now()`,
  },
  { name: 'sign-ins under way', table: sql`pending_sign_ins`, isOpen: sql`true` },
  { name: 'sessions', table: sql`sessions`, isOpen: sql`r.ended_at IS NULL`, end: sql`ended_at = now()` },
  {
    name: 'sessions in organizations',
    table: sql`member_sessions`,
    key: sql`session_id, organization_id`,
    isOpen: sql`r.ended_at IS NULL`,
    end: sql`ended_at = now()`,
  },
  {
    name: 'support accesses',
    table: sql`support_accesses`,
    isOpen: sql`r.ends_at > now()`,
    end: sql`ends_at = now()`,
  },
  {
    name: 'sign-ins to applications',
    table: sql`authorizations`,
    isOpen: sql`r.revoked_at IS NULL`,
    end: sql`revoked_at = now()`,
  },
  {
    name: 'codes and tokens',
    table: sql`token_artifacts`,
    key: sql`kind, id_hash`,
    isOpen: sql`r.kind <> 'ReplayDetection'`,
  },
  {
    name: 'deliveries of webhooks',
    table: sql`webhook_deliveries`,
    isOpen: sql`r.state = 'pending'`,
    end: sql`state = 'failed', next_attempt_at = NULL`,
  },
  {
    // Events from before may have been delivered after the dump.
    name: 'webhooks behind',
    table: sql`webhooks`,
    isOpen: sql`r.read_until < (
      SELECT max(e.occurred_at) FROM audit_events e WHERE e.tenant_id = r.tenant_id AND e.type <> 'tenant.restored')`,
    end: sql`read_until = clock_timestamp(), catching_up_after = NULL`,
  },
  {
    // One may have been revoked after the dump because it had leaked. The next token makes new ones.
    name: 'signing keys',
    table: sql`signing_keys`,
    isOpen: sql`r.state <> 'revoked'`,
    end: sql`state = 'revoked', retired_at = coalesce(retired_at, now()), sealed_private = NULL`,
  },
]

const batch = 1000

/**
 * For a database that was restored from a dump, before the first process serves. In batches, each in a transaction of its own;
 * safe to repeat. @returns how many rows, by what they are; nothing that was 0
 */
export async function endWhatWasOpen(tenantId: string): Promise<Record<string, number>> {
  const access = bypassRowSecurity('what was open in a restored database is ended', tenantId)
  const counts: Record<string, number> = {}
  for (const rows of openRows) {
    for (;;) {
      const ended = await change(access, async (tx) => bookkeeping(await endBatch(tx, access, rows)))
      if (ended > 0) counts[rows.name] = (counts[rows.name] ?? 0) + ended
      if (ended < batch) break
    }
  }
  return counts
}

function endBatch(tx: Tx, { tenantId }: SystemAccess, rows: OpenRows): Promise<number> {
  const { table, key = sql`id`, isOpen, end } = rows
  const act = end === undefined ? sql`DELETE FROM ${table}` : sql`UPDATE ${table} SET ${end}`
  return tx.$executeRaw(sql`
    WITH chosen AS MATERIALIZED (
      SELECT ${key} FROM ${table} r WHERE r.tenant_id = ${tenantId} AND ${isOpen} LIMIT ${batch})
    ${act} WHERE tenant_id = ${tenantId} AND (${key}) IN (SELECT * FROM chosen)`)
}
