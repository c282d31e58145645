import { unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'

/** Removes one organization that nobody can restore any more, with all that was in it. */
export async function purgeOrganizations(tx: Tx, tenantId: string): Promise<ChangeResult<number>> {
  const [purged] = await tx.$queryRaw<{ id: string; slug: string; displayName: string }[]>`
    DELETE FROM organizations
    WHERE tenant_id = ${tenantId} AND id = (
      SELECT id FROM organizations
      WHERE tenant_id = ${tenantId} AND deleted_at <= now() - interval '30 days'
      LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, slug, display_name AS "displayName"`
  if (!purged) return unchanged(0)
  const { id, slug, displayName } = purged
  return {
    result: 1,
    events: [
      {
        type: 'organization.purged',
        organizationId: id,
        target: { kind: 'organization', id, name: displayName },
        details: { before: { slug } },
      },
    ],
  }
}
