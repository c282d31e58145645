import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { copyTemplateRoles } from '../tenants/template-roles/copy-template-roles'
import { slugSkeleton } from './slug'

export interface NewOrganization {
  tenantId: string
  slug: string
  displayName: string
  primaryColor?: string
  backgroundColor?: string
  /** The first member and her role, if there is one. */
  owner?: { userId: string; roleId: string }
}

/**
 * An organization with its slug claimed, the tenant’s default connections enabled, and roles of its own after the
 * tenant’s template. A slug in use or held is a unique violation of organization_slugs.
 */
export async function makeOrganization(tx: Tx, organization: NewOrganization): Promise<{ id: string }> {
  const { tenantId, slug, displayName, primaryColor, backgroundColor, owner } = organization
  const id = newId('organization')
  await tx.organization.create({
    data: {
      id,
      slug,
      displayName,
      primaryColor: primaryColor ?? null,
      backgroundColor: backgroundColor ?? null,
    },
  })
  await claimSlug(tx, { tenantId, slug, organizationId: id })
  const defaults = await tx.connection.findMany({ where: { tenantId, isDefault: true } })
  await tx.enabledConnection.createMany({
    data: defaults.map((connection) => ({ organizationId: id, connectionId: connection.id })),
  })
  await copyTemplateRoles(tx, { tenantId, organizationId: id })
  if (owner) {
    await tx.member.create({ data: { organizationId: id, userId: owner.userId } })
    await tx.memberRole.create({
      data: { organizationId: id, userId: owner.userId, roleId: owner.roleId, usableIn: '*' },
    })
  }
  return { id }
}

/** Takes a slug for an organization; one whose hold has run out is free again. */
export async function claimSlug(
  tx: Tx,
  claim: { tenantId: string; slug: string; organizationId: string },
): Promise<void> {
  const { tenantId, slug, organizationId } = claim
  await tx.$executeRaw`DELETE FROM organization_slugs WHERE tenant_id = ${tenantId} AND slug = ${slug} AND held_until < now()`
  await tx.organizationSlug.create({ data: { slug, skeleton: slugSkeleton(slug), organizationId } })
}
