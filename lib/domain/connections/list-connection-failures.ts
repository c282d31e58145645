import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { explainFailure } from './failure-reasons'

export interface ConnectionFailure {
  id: string
  occurredAt: Date
  /** What the connection is called now; null where it is gone. */
  connectionName: string | null
  /** In words, for the people who run it. */
  reason: string
}

const shown = 10
const days = 30

/** The last sign-ins at this organization that came to nothing by a named connection within 30 days, the newest first. */
export function listConnectionFailures(
  access: OrganizationAccess<'read:organization_connections'>,
): Promise<ConnectionFailure[]> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<(Omit<ConnectionFailure, 'reason'> & { reason: string | null })[]>`
      SELECT a.id, a.occurred_at AS "occurredAt", c.display_name AS "connectionName", a.details->>'reason' AS reason
      FROM audit_events a
      LEFT JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = a.details->>'connectionId'
      WHERE a.tenant_id = ${tenantId} AND a.organization_id = ${organizationId}
        AND a.occurred_at > now() - make_interval(days => ${days})
        AND a.type IN ('connection.failed', 'session.refused') AND a.details->>'connectionId' IS NOT NULL
      ORDER BY a.occurred_at DESC, a.id DESC LIMIT ${shown}`
    return rows.map(({ reason, ...row }) => ({ ...row, reason: explainFailure(reason ?? '').admin }))
  })
}
