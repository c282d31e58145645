import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import { claimSlug } from './make-organization'
import { insistOnFreeSlug } from './slug-problem'

/** Of earlier slugs that are held for one organization, since nobody else can have them meanwhile. */
const mostHeld = 20

/**
 * Gives a locked organization another slug. The old one leads here for 90 days and can be taken back within them. Only
 * the tenant itself may take one that looks like another’s.
 * @throws DomainError conflict at `slug`, and where too many are held for it by its own people; a unique violation when somebody was faster
 */
export async function exchangeSlug(
  tx: Tx,
  { tenantId, organizationId, exempt }: OrganizationActor,
  { before, slug }: { before: LockedOrganization; slug: string },
): Promise<Event[]> {
  if (before.slug === slug) return []
  await insistOnFreeSlug(tx, { slug, organizationId, mayLookAlike: exempt === true })
  if (exempt !== true) await insistOnRoom(tx, { tenantId, organizationId, slug })
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

/** One of its own that is taken back needs none. */
async function insistOnRoom(
  tx: Tx,
  { tenantId, organizationId, slug }: { tenantId: string; organizationId: string; slug: string },
): Promise<void> {
  const held = await tx.organizationSlug.count({
    where: { tenantId, organizationId, heldUntil: { gt: new Date() }, slug: { not: slug } },
  })
  if (held < mostHeld) return
  throw new DomainError(
    'conflict',
    `The last ${mostHeld} slugs of this organization are still held for it. Take one of them, or wait.`,
    { field: 'slug' },
  )
}
