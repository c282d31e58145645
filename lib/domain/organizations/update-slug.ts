import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { slugSkeleton } from './slug'
import { assertFreeSlug } from './validate-slug'

/** No other organization can have a slug while it is held. */
const maxHeldSlugs = 20

/** The old slug redirects for 90 days. @throws DomainError conflict at `slug`; a unique violation on a race */
export async function updateSlug(
  tx: Tx,
  { tenantId, organizationId, isTenantLevel }: OrganizationActor,
  { before, slug }: { before: LockedOrganization; slug: string },
): Promise<Event[]> {
  if (before.slug === slug) return []
  await assertFreeSlug(tx, { slug, organizationId, mayLookAlike: isTenantLevel === true })
  const claim = { tenantId, organizationId, slug }
  if (isTenantLevel !== true) await assertHeldLimit(tx, claim)
  await tx.$executeRaw`
    UPDATE organization_slugs SET held_until = now() + interval '90 days'
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND held_until IS NULL`
  await claimSlug(tx, claim)
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

interface Claim {
  tenantId: string
  organizationId: string
  slug: string
}

async function claimSlug(tx: Tx, { tenantId, organizationId, slug }: Claim): Promise<void> {
  const takenBack = await tx.organizationSlug.updateMany({
    where: { tenantId, slug, organizationId },
    data: { heldUntil: null },
  })
  if (takenBack.count > 0) return
  await tx.$executeRaw`DELETE FROM organization_slugs WHERE tenant_id = ${tenantId} AND slug = ${slug} AND held_until < now()`
  await tx.organizationSlug.create({ data: { slug, skeleton: slugSkeleton(slug), organizationId } })
}

/** A slug that is taken back does not count. */
async function assertHeldLimit(tx: Tx, { tenantId, organizationId, slug }: Claim): Promise<void> {
  const held = await tx.organizationSlug.count({
    where: { tenantId, organizationId, heldUntil: { gt: new Date() }, slug: { not: slug } },
  })
  if (held < maxHeldSlugs) return
  throw new DomainError(
    'conflict',
    `The last ${maxHeldSlugs} slugs of this organization are still held for it. Take one of them, or wait.`,
    { field: 'slug' },
  )
}
