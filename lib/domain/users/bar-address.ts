import type { Tx } from '@/lib/db/prisma'

/**
 * Call before the user’s address becomes free. Otherwise a user that an organization removed or limited could join it again
 * with a new account, by a provider, a domain or a join link. An organization that added the user again, after it had barred
 * the address, no longer bars it.
 *
 * The caller locks the user’s row, as does every change that removes or limits a member.
 */
export async function barAddress(
  tx: Tx,
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<void> {
  await tx.$executeRaw`
    WITH events AS (
      SELECT e.organization_id, e.type FROM audit_events e
      WHERE e.tenant_id = ${tenantId} AND e.target_id = ${userId}
        AND e.type IN ('member.added', 'member.removed', 'member.roles_changed', 'member.suspended')
    ), decisions AS (
      SELECT o.id, foyer.barred_address_hash(o.id, u.email_folded) AS address_hash,
        foyer.was_removed(o.id, u.id) OR m.suspended_at IS NOT NULL AS bars,
        o.id IN (SELECT e.organization_id FROM events e WHERE e.type = 'member.added') AS added
      FROM users u
      JOIN organizations o ON o.tenant_id = ${tenantId}
      LEFT JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = o.id AND m.user_id = u.id
      WHERE u.tenant_id = ${tenantId} AND u.id = ${userId} AND o.id IN (
        SELECT e.organization_id FROM events e
        UNION ALL
        SELECT s.organization_id FROM members s WHERE s.tenant_id = ${tenantId} AND s.user_id = ${userId})
    ), ended AS (
      DELETE FROM barred_addresses b USING decisions o
      WHERE b.tenant_id = ${tenantId} AND b.organization_id = o.id AND b.address_hash = o.address_hash
        AND o.added AND NOT o.bars
    )
    INSERT INTO barred_addresses (tenant_id, organization_id, address_hash)
    SELECT ${tenantId}, o.id, o.address_hash FROM decisions o WHERE o.bars
    ON CONFLICT DO NOTHING`
}
