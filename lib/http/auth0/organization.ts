import { z } from 'zod'
import type { ListedOrganization, OrganizationSort } from '@/lib/domain/organizations/get-organization'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { acme } from './example'

const sorts: Record<string, OrganizationSort> = {
  'name:1': 'name',
  'name:-1': '-name',
  'display_name:1': 'display_name',
  'display_name:-1': '-display_name',
  'created_at:1': 'created',
  'created_at:-1': '-created',
}

/** The oldest first by default, so that new ones do not move others to another page. */
export const organizationSort = z
  .enum(Object.keys(sorts) as [string, ...string[]])
  .optional()
  .transform((text): OrganizationSort => sorts[text ?? ''] ?? 'created')

export const organizationAnswer = z.strictObject({
  id: z.string().meta({ example: acme.id }),
  name: z.string().describe('The organization’s slug.').meta({ example: acme.slug }),
  display_name: z.string().meta({ example: acme.displayName }),
  branding: z
    .strictObject({
      logo_url: z.string().optional(),
      colors: z
        .strictObject({ primary: z.string(), page_background: z.string() })
        .optional()
        .meta({ example: { primary: '#9a3412', page_background: '#fffaf5' } }),
    })
    .optional(),
  metadata: z
    .record(z.string(), z.string())
    .optional()
    .describe('For tenant-level callers.')
    .meta({ example: { plan: 'gold' } }),
  third_party_client_access: z.enum(['block', 'allow']).meta({ example: 'block' }),
  is_app_entitlement_active: z.boolean(),
})

/** `name` is the slug. `isBound`: the token is bound to the organization. */
export function organizationWire(tenant: Tenant, organization: ListedOrganization, isBound = false) {
  const { id, slug, displayName, metadata } = organization
  const branding = brandingWire(tenant, organization)
  return {
    id,
    name: slug,
    display_name: displayName,
    ...(branding === null ? {} : { branding }),
    ...(isBound || Object.keys(metadata).length === 0 ? {} : { metadata }),
    third_party_client_access: organization.thirdPartyClientAccess,
    is_app_entitlement_active: organization.isAppEntitlementActive,
  }
}

function brandingWire(tenant: Tenant, organization: ListedOrganization) {
  const { logoId, primaryColor, backgroundColor } = organization
  const logo = logoId === null ? organization.logoUrl : ownLogoUrl(tenant, logoId)
  const hasColors = primaryColor !== null && backgroundColor !== null
  if (logo === null && !hasColors) return null
  return {
    ...(logo === null ? {} : { logo_url: logo }),
    ...(hasColors ? { colors: { primary: primaryColor, page_background: backgroundColor } } : {}),
  }
}

export function ownLogoUrl(tenant: Tenant, logoId: string): string {
  return new URL(logoUrl(logoId) ?? '', tenant.url).href
}
