import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

/**
 * Every organization keeps a way in on its sign-in page when this connection goes. They are held until it has gone,
 * so that nobody switches the other one off in the meantime.
 * @throws DomainError conflict
 */
export async function keepWaysIntoOrganizations(
  tx: Tx,
  tenantId: string,
  connectionId: string,
): Promise<void> {
  await tx.$queryRaw`
    SELECT o.id FROM organizations o
    WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL AND EXISTS (
      SELECT FROM enabled_connections e
      WHERE e.tenant_id = ${tenantId} AND e.organization_id = o.id AND e.connection_id = ${connectionId})
    ORDER BY o.id FOR UPDATE`
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM enabled_connections e
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = e.organization_id AND o.deleted_at IS NULL
    WHERE e.tenant_id = ${tenantId} AND e.connection_id = ${connectionId} AND NOT EXISTS (
      SELECT FROM enabled_connections other
      WHERE other.tenant_id = ${tenantId} AND other.organization_id = o.id AND other.connection_id <> ${connectionId}
        AND other.show_as_button)`
  const count = row?.count ?? 0
  if (count === 0) return
  const whose = count === 1 ? 'one organization' : `${count} organizations`
  const sentence = `It is the only way into ${whose}. Switch another one on there first.`
  throw new DomainError('conflict', sentence)
}
