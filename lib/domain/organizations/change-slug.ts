import type { OrganizationAccess } from '@/lib/access'
import { asSystem, change, unchanged, type Changed } from '@/lib/db/doors'
import { isUniqueViolation } from '@/lib/db/enter'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, notFound } from '@/lib/errors'
import { callerNow } from '../caller-now'
import { lockOrganization } from './lock-organization'
import { claimSlug } from './make-organization'
import { slugProblem, waitForSlug } from './slug-problem'

type Access = OrganizationAccess<'update:organizations'>

/**
 * Gives the organization another slug. The old one leads here for 90 days and can be taken back within them.
 * @param slug by parseOwnSlug
 * @throws DomainError conflict at `slug` when it is taken, held, or looks like one that is
 */
export async function changeSlug(access: Access, slug: string): Promise<void> {
  const why = 'whether a slug is free is a question to the whole tenant'
  try {
    await change(asSystem(why, access.tenantId, access.caller), async (tx) => {
      await stillHolds(tx, access)
      return exchange(tx, access, slug)
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('conflict', `“${slug}” is taken. Choose another slug.`, { field: 'slug' })
  }
}

/** The check that entering as an organization would have made. */
async function stillHolds(tx: Tx, access: Access): Promise<void> {
  const { held } = await callerNow(tx, access)
  if (!held.has('update:organizations')) throw notFound()
}

async function exchange(tx: Tx, access: Access, slug: string): Promise<Changed<undefined>> {
  const { tenantId, organizationId } = access
  await waitForSlug(tx, { tenantId, slug })
  const before = await lockOrganization(tx, tenantId, organizationId)
  if (before.slug === slug) return unchanged(undefined)
  const problem = await slugProblem(tx, { tenantId, slug, organizationId })
  if (problem !== null) throw new DomainError('conflict', problem, { field: 'slug' })
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
  return {
    result: undefined,
    events: [
      {
        type: 'organization.slug_changed',
        organizationId,
        target: { kind: 'organization', id: organizationId, name: before.displayName },
        details: { before: { slug: before.slug }, after: { slug } },
      },
    ],
  }
}
