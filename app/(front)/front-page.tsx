import { cache, type ReactNode } from 'react'
import type { BrandColors } from '@/components/shell/brand-style'
import { FrontShell, type FrontBrand } from '@/components/shell/front-shell'
import { onColour } from '@/lib/domain/branding/colour'
import { coloursWorn, type Colours } from '@/lib/domain/branding/opaque-colours'
import { findTenantLook } from '@/lib/domain/tenant-branding/find-tenant-look'
import { findSignInPage, type SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { currentTenant } from '@/lib/http/tenant'

interface FrontPageProps {
  title: ReactNode
  text?: ReactNode
  /** Whose look it wears; the tenant’s without one. */
  organization: Look | null
  footer?: ReactNode
  children?: ReactNode
}

type Look = Pick<SignInPage, 'displayName' | 'logoId' | keyof Colours>

/** A page of the front: one card, in the look of the organization it began at, or the tenant’s. */
export async function FrontPage({ organization, ...card }: FrontPageProps) {
  const tenant = await currentTenant()
  const look = await findTenantLook({ kind: 'public', tenantId: tenant.id, subject: '' })
  return organization ? (
    <FrontShell {...card} tenantName={tenant.name} brand={brandOf(organization, look)} />
  ) : (
    <FrontShell {...card} tenantName={tenant.name} tenantColors={colorsOf(look)} />
  )
}

/** What anybody may see of the organization with this slug; read once a request. */
export const organizationAt = cache(async (slug: string | null | undefined): Promise<SignInPage | null> => {
  if (!slug) return null
  const tenant = await currentTenant()
  return findSignInPage({ kind: 'public', tenantId: tenant.id, subject: slug })
})

function brandOf({ displayName, logoId, ...colours }: Look, tenants: Colours): FrontBrand {
  return {
    displayName,
    logoUrl: logoId === null ? undefined : `/logos/${logoId}`,
    ...colorsOf(coloursWorn(colours, tenants)),
  }
}

function colorsOf({ primaryColor: primary, backgroundColor: background }: Colours): BrandColors {
  return { primary, onPrimary: primary === null ? null : onColour(primary), background }
}
