import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import type { EnabledSettings } from '../connections/offered'
import { copyTemplateRoles } from '../tenants/template-roles/copy-template-roles'
import type { OrganizationSettings } from './change-settings'
import { slugSkeleton } from './slug'

export interface NewConnection extends EnabledSettings {
  connectionId: string
}

export interface NewOrganization {
  tenantId: string
  slug: string
  displayName: string
  primaryColor?: string | null
  backgroundColor?: string | null
  logoUrl?: string | null
  settings?: OrganizationSettings
  /** Those to begin with, in place of the tenant’s default ones. */
  connections?: readonly NewConnection[]
  /** The first member and her role, if there is one. */
  owner?: { userId: string; roleId: string }
}

/**
 * An organization with its slug claimed, its first connections enabled, and roles of its own after the
 * tenant’s template. A slug in use or held is a unique violation of organization_slugs.
 */
export async function makeOrganization(tx: Tx, organization: NewOrganization): Promise<{ id: string }> {
  const { tenantId, slug, displayName, owner, connections, settings } = organization
  const { primaryColor = null, backgroundColor = null, logoUrl = null } = organization
  const { metadata = {}, thirdPartyClientAccess = 'block', isAppEntitlementActive = false } = settings ?? {}
  const id = newId('organization')
  await tx.organization.create({
    data: {
      ...{ id, slug, displayName, primaryColor, backgroundColor, logoUrl },
      ...{ metadata, thirdPartyClientAccess, isAppEntitlementActive },
    },
  })
  await claimSlug(tx, { tenantId, slug, organizationId: id })
  const first = connections ?? (await defaultConnections(tx, tenantId))
  await tx.enabledConnection.createMany({
    data: first.map((connection) => ({ organizationId: id, ...connection })),
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

async function defaultConnections(tx: Tx, tenantId: string): Promise<{ connectionId: string }[]> {
  const found = await tx.connection.findMany({ where: { tenantId, isDefault: true }, select: { id: true } })
  return found.map(({ id }) => ({ connectionId: id }))
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
