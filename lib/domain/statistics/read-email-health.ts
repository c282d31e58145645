import type { Tx } from '@/lib/db/prisma'
import { mostCounted } from '../bounded-count'

export interface EmailHealth {
  /** Of more than `mostCounted`, one more. */
  bounced: number
  failed: number
  /** The oldest that waits; null if none does. */
  oldestQueuedAt: Date | null
}

export async function readEmailHealth(tx: Tx, tenantId: string): Promise<EmailHealth> {
  const [health] = await tx.$queryRaw<EmailHealth[]>`
    SELECT
      (SELECT count(*)::int FROM (
        SELECT FROM email_events WHERE tenant_id = ${tenantId} AND type = 'bounced' LIMIT ${mostCounted + 1}) found
      ) AS bounced,
      (SELECT count(*)::int FROM (
        SELECT FROM mails WHERE tenant_id = ${tenantId} AND state = 'failed' LIMIT ${mostCounted + 1}) found
      ) AS failed,
      (SELECT created_at FROM mails WHERE tenant_id = ${tenantId} AND state = 'queued' ORDER BY id LIMIT 1)
        AS "oldestQueuedAt"`
  if (!health) throw new Error('A statement without FROM answered no row.')
  return health
}
