import type { Tx } from '@/lib/db/prisma'
import type { Jobs } from '@/lib/db/queue'
import { bookkeeping, bypassRowSecurity, change } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import type { AttemptProblem } from './webhook'

/** Events of longer ago are not sent, but stay in the log. */
export const mostDaysBack = 7

/** Without a request. */
export function failDelivery(
  { tenantId, deliveryId }: Jobs['webhook'],
  problem: AttemptProblem,
): Promise<void> {
  const access = bypassRowSecurity('a delivery that cannot be sent is settled', tenantId)
  return change(access, async (tx) => {
    await failDeliveries(tx, { tenantId, ids: [deliveryId], problem })
    return bookkeeping(undefined)
  })
}

/** Those that wait. The page of the webhook says why. */
export async function failDeliveries(
  tx: Tx,
  { tenantId, ids, problem }: { tenantId: string; ids: readonly string[]; problem: AttemptProblem },
): Promise<void> {
  if (ids.length === 0) return
  await tx.$executeRaw`
    WITH failed AS (
      UPDATE webhook_deliveries SET state = 'failed', next_attempt_at = NULL
      WHERE tenant_id = ${tenantId} AND id = ANY (${ids}) AND state = 'pending'
      RETURNING id, organization_id)
    INSERT INTO webhook_attempts (id, organization_id, delivery_id, problem, duration_ms)
    SELECT a.id, f.organization_id, f.id, ${problem}, 0
    FROM failed f
    JOIN unnest(${ids.map(() => newId('webhookAttempt'))}::text[], ${ids}::text[]) AS a (id, delivery_id)
      ON a.delivery_id = f.id`
}
