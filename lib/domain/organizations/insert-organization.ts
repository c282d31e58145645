import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import type { EnabledSettings } from '../connections/available-connections'
import type { ListedOrganization } from './get-organization'
import { slugSkeleton } from './slug'

export interface NewConnection extends EnabledSettings {
  connectionId: string
}

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
  /** Instead of the tenant’s default ones. */
  connections?: readonly NewConnection[]
  owner?: { userId: string; roleId: string } | undefined
}

export interface OrganizationTemplate {
  connections: { connectionId: string }[]
  roles: { name: string; description: string; permissions: { apiId: string; name: string }[] }[]
}

/** @param template if read already @throws a unique violation of organization_slugs for a slug in use or held */
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
  await tx.$executeRaw`/* sent ahead */ SELECT foyer.create_organization(${row}::jsonb)`
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
