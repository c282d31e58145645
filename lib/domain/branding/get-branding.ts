import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { tenantTheme } from '../tenant-branding/tenant-branding'
import { type BrandDetails, brandDetailsOf } from './brand-details'
import { type Colours, opaqueColours } from './colour'

export interface Branding extends Colours, BrandDetails {
  logoId: string | null
}

interface BrandingPage {
  branding: Branding
  tenantColours: Colours
}

export function getBranding(access: OrganizationAccess<'update:organizations'>): Promise<BrandingPage> {
  const { tenantId, organizationId: id } = access
  return read(access, async (tx) => {
    const row = await tx.organization.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id } },
      select: { logoId: true, primaryColor: true, backgroundColor: true, brandDetails: true },
    })
    const branding = { logoId: row.logoId, ...opaqueColours(row), ...brandDetailsOf(row.brandDetails) }
    return { branding, tenantColours: await tenantTheme(tx, tenantId) }
  })
}
