import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import type { EnabledSettings } from '../connections/available-connections'
import type { OrganizationSettings } from './change-settings'
import { slugSkeleton } from './slug'

export interface NewConnection extends EnabledSettings {
  connectionId: string
}

export interface NewOrganization {
  slug: string
  displayName: string
  primaryColor?: string | null
  backgroundColor?: string | null
  logoUrl?: string | null
  settings?: OrganizationSettings
  /** The first connections, instead of the tenant’s default ones. */
  connections?: readonly NewConnection[]
  /** The first member and their role, if there is one. */
  owner?: { userId: string; roleId: string }
}

/** What a new organization starts with, as foyer.organization_template returns it. */
export interface OrganizationTemplate {
  connections: { connectionId: string }[]
  roles: { name: string; description: string; permissions: { apiId: string; name: string }[] }[]
}

/** Creates an organization from the tenant’s template, for callers that have not read the template. */
export async function createOrganizationRow(tx: Tx, organization: NewOrganization): Promise<{ id: string }> {
  const [found] = await tx.$queryRaw<{ template: OrganizationTemplate }[]>`
    SELECT foyer.organization_template() AS template`
  return insertOrganization(tx, organization, found?.template ?? { connections: [], roles: [] })
}

/**
 * Creates an organization, claims its slug, enables its first connections, and creates its own roles from the tenant’s
 * template. A slug in use or held is a unique violation of organization_slugs.
 */
export async function insertOrganization(
  tx: Tx,
  organization: NewOrganization,
  template: OrganizationTemplate,
): Promise<{ id: string }> {
  const { slug, displayName, owner, connections = template.connections, settings } = organization
  const { primaryColor = null, backgroundColor = null, logoUrl = null } = organization
  const { metadata = {}, thirdPartyClientAccess = 'block', isAppEntitlementActive = false } = settings ?? {}
  const id = newId('organization')
  const row = JSON.stringify({
    id,
    slug,
    skeleton: slugSkeleton(slug),
    displayName,
    primaryColor,
    backgroundColor,
    logoUrl,
    metadata,
    thirdPartyClientAccess,
    isAppEntitlementActive,
    connections,
    roles: template.roles.map((role) => ({ ...role, id: newId('role') })),
    owner,
  })
  await tx.$executeRaw`SELECT foyer.create_organization(${row}::jsonb)`
  return { id }
}

/** Claims a slug for an organization; a slug whose hold has expired is free again. */
export async function claimSlug(
  tx: Tx,
  claim: { tenantId: string; slug: string; organizationId: string },
): Promise<void> {
  const { tenantId, slug, organizationId } = claim
  await tx.$executeRaw`DELETE FROM organization_slugs WHERE tenant_id = ${tenantId} AND slug = ${slug} AND held_until < now()`
  await tx.organizationSlug.create({ data: { slug, skeleton: slugSkeleton(slug), organizationId } })
}
