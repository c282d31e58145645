import type { Tx } from '@/lib/db/prisma'
import type { Ticketed } from './find-by-ticket'

export interface AllowedConnection {
  id: string
  strategy: string
  displayName: string
}

/** How the invited person may sign in here: what the organization has switched on and, if it names one, the invitation. */
export function listAllowedConnections(tx: Tx, found: Ticketed): Promise<AllowedConnection[]> {
  const { tenantId, invitation, organization } = found
  return tx.$queryRaw<AllowedConnection[]>`
    SELECT c.id, c.strategy, c.display_name AS "displayName"
    FROM enabled_connections e
    JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = e.connection_id
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organization.id} AND e.is_enabled
      AND (${invitation.connectionId}::text IS NULL OR c.id = ${invitation.connectionId})
    ORDER BY c.created_at, c.name`
}
