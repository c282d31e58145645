import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import type { EnabledSettings } from '../connections/available-connections'
import type { ListedOrganization } from './get-organization'
import { slugSkeleton } from './slug'

export interface NewConnection extends EnabledSettings {
  connectionId: string
}

/** What the tenant stores about an organization and decides for it. Undefined fields stay as they are. */
export interface OrganizationSettings {
  /** Replaces all of it. */
  metadata?: Record<string, string> | undefined
  thirdPartyClientAccess?: 'block' | 'allow' | undefined
  isAppEntitlementActive?: boolean | undefined
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
  /** The first member and their role. */
  owner?: { userId: string; roleId: string } | undefined
}

/** What a new organization starts with, as foyer.organization_template returns it. */
export interface OrganizationTemplate {
  connections: { connectionId: string }[]
  roles: { name: string; description: string; permissions: { apiId: string; name: string }[] }[]
}

/**
 * Creates an organization, claims its slug, enables its first connections, and creates its own roles from the tenant’s
 * template. A slug in use or held is a unique violation of organization_slugs.
 * @param template where the caller has read it already
 */
export async function insertOrganization(
  tx: Tx,
  organization: NewOrganization,
  template?: OrganizationTemplate,
): Promise<ListedOrganization> {
  const { connections, roles } = template ?? (await readTemplate(tx))
  const created = withDefaults(organization)
  const row = JSON.stringify({
    ...created,
    skeleton: slugSkeleton(organization.slug),
    connections: organization.connections ?? connections,
    roles: roles.map((role) => ({ ...role, id: newId('role') })),
    owner: organization.owner,
  })
  await tx.$executeRaw`SELECT foyer.create_organization(${row}::jsonb)`
  return created
}

function withDefaults({ settings = {}, ...organization }: NewOrganization): ListedOrganization {
  return {
    id: newId('organization'),
    slug: organization.slug,
    displayName: organization.displayName,
    logoId: null,
    primaryColor: organization.primaryColor ?? null,
    backgroundColor: organization.backgroundColor ?? null,
    logoUrl: organization.logoUrl ?? null,
    metadata: settings.metadata ?? {},
    thirdPartyClientAccess: settings.thirdPartyClientAccess ?? 'block',
    isAppEntitlementActive: settings.isAppEntitlementActive ?? false,
  }
}

async function readTemplate(tx: Tx): Promise<OrganizationTemplate> {
  const [found] = await tx.$queryRaw<[{ template: OrganizationTemplate }]>`
    SELECT foyer.organization_template() AS template`
  return found.template
}
