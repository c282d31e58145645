import type { SelfAccess } from '@/lib/access'
import { asSystem, change } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'

/**
 * Brings an organization back within 30 days of its deletion, with its members, roles and slug.
 * @throws DomainError not_found for all who were no owner of it; gone when its slug is another’s by now
 */
export function restoreOrganization(access: SelfAccess, organizationId: string): Promise<{ slug: string }> {
  const { tenantId, userId } = access
  const system = asSystem('nobody is inside a deleted organization; an owner brings it back', tenantId, {
    userId,
  })
  return change(system, async (tx) => {
    await stillSignedIn(tx, access)
    const { slug, displayName } = await undelete(tx, access, organizationId)
    const claimed = await tx.organizationSlug.updateMany({
      where: { tenantId, slug, organizationId },
      data: { heldUntil: null },
    })
    if (claimed.count !== 1) throw new DomainError('gone', 'Its slug is in use by another organization now.')
    return {
      result: { slug },
      events: [
        {
          type: 'organization.restored',
          organizationId,
          target: { kind: 'organization', id: organizationId, name: displayName },
        },
      ],
    }
  })
}

async function stillSignedIn(tx: Tx, { userId, sessionId }: SelfAccess): Promise<void> {
  const [standing] = await tx.$queryRaw<{ refusal: string | null }[]>`
    SELECT refusal FROM foyer_standing(NULL, ${userId}, ${sessionId})`
  if (standing?.refusal !== null) throw notFound()
}

async function undelete(
  tx: Tx,
  { tenantId, userId }: SelfAccess,
  id: string,
): Promise<{ slug: string; displayName: string }> {
  const [restored] = await tx.$queryRaw<{ slug: string; displayName: string }[]>`
    UPDATE organizations o SET deleted_at = NULL
    WHERE o.tenant_id = ${tenantId} AND o.id = ${id} AND o.deleted_at > now() - interval '30 days'
      AND EXISTS (
        SELECT FROM members m
        JOIN member_roles mr ON mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
        JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
        WHERE m.tenant_id = ${tenantId} AND m.organization_id = o.id AND m.user_id = ${userId} AND m.suspended_at IS NULL)
    RETURNING o.slug, o.display_name AS "displayName"`
  if (!restored) throw notFound()
  return restored
}
