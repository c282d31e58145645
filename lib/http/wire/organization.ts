import { z } from 'zod'
import type { ListedOrganization, OrganizationSort } from '@/lib/domain/organizations/list-organizations'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'

const sorts: Record<string, OrganizationSort> = {
  'name:1': 'name',
  'name:-1': '-name',
  'display_name:1': 'display_name',
  'display_name:-1': '-display_name',
  'created_at:1': 'created',
  'created_at:-1': '-created',
}

/** Auth0’s `sort`; by name where nothing is said. */
export const organizationSort = z
  .enum(Object.keys(sorts) as [string, ...string[]])
  .optional()
  .transform((text): OrganizationSort => (text === undefined ? 'name' : (sorts[text] ?? 'name')))

const colour = z.string().meta({ example: '#3d5a80' })

export const organizationAnswer = z.strictObject({
  id: z.string().meta({ example: 'org_9ybsU1dN2dKfDkBi' }),
  name: z.string().describe('Its slug.'),
  display_name: z.string(),
  branding: z
    .strictObject({
      logo_url: z.string().optional(),
      colors: z.strictObject({ primary: colour, page_background: colour }).optional(),
    })
    .optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
})

/** An organization as Auth0 answers. Its `name` is the slug. */
export function organizationWire(tenant: Tenant, organization: ListedOrganization): object {
  const { id, slug, displayName, metadata } = organization
  const branding = brandingWire(tenant, organization)
  return {
    id,
    name: slug,
    display_name: displayName,
    ...(branding === null ? {} : { branding }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  }
}

function brandingWire(
  tenant: Tenant,
  { logoId, primaryColor, backgroundColor }: ListedOrganization,
): object | null {
  const logo = logoUrl(logoId)
  const hasColours = primaryColor !== null && backgroundColor !== null
  if (logo === undefined && !hasColours) return null
  return {
    ...(logo === undefined ? {} : { logo_url: new URL(logo, tenant.url).href }),
    ...(hasColours ? { colors: { primary: primaryColor, page_background: backgroundColor } } : {}),
  }
}
