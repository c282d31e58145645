import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import type { LockedOrganization } from './lock-organization'
import { claimSlug } from './make-organization'
import { insistOnFreeSlug } from './slug-problem'

/**
 * Gives a locked organization another slug. The old one leads here for 90 days and can be taken back within them. Only
 * the tenant itself may take one that looks like another’s.
 * @throws DomainError conflict at `slug`; a unique violation when somebody was faster
 */
export async function exchangeSlug(
  tx: Tx,
  { tenantId, organizationId, exempt }: OrganizationActor,
  { before, slug }: { before: LockedOrganization; slug: string },
): Promise<Event[]> {
  if (before.slug === slug) return []
  await insistOnFreeSlug(tx, { tenantId, slug, organizationId, mayLookAlike: exempt === true })
  await tx.$executeRaw`
    UPDATE organization_slugs SET held_until = now() + interval '90 days'
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND held_until IS NULL`
  const takenBack = await tx.organizationSlug.updateMany({
    where: { tenantId, slug, organizationId },
    data: { heldUntil: null },
  })
  if (takenBack.count === 0) await claimSlug(tx, { tenantId, slug, organizationId })
  await tx.organization.update({
    where: { tenantId_id: { tenantId, id: organizationId } },
    data: { slug },
  })
  return [
    {
      type: 'organization.slug_changed',
      organizationId,
      target: { kind: 'organization', id: organizationId, name: before.displayName },
      details: { before: { slug: before.slug }, after: { slug } },
    },
  ]
}
