import { cache, type ReactNode } from 'react'
import type { BrandColors } from '@/components/shell/brand-style'
import { type FrontBrand, FrontShell } from '@/components/shell/front-shell'
import { brandLinks } from '@/lib/domain/branding/brand-links'
import { type Colors, effectiveColors, onColor } from '@/lib/domain/branding/color'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { findSignInPage, type SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { currentTenant } from '@/lib/web/tenant'

interface FrontPageProps {
  title: ReactNode
  text?: ReactNode
  /** Null: the page shows the tenant’s branding. */
  organization: BrandedOrganization | null
  /** On the pages where an organization welcomes people. */
  withHeadline?: boolean
  /** For pages with instructions. */
  isWide?: boolean
  footer?: ReactNode
  children?: ReactNode
}

type BrandedOrganization = Pick<SignInPage, 'displayName' | 'logoId' | 'brandDetails' | keyof Colors>

export async function FrontPage({ organization, withHeadline = false, ...card }: FrontPageProps) {
  const tenant = await currentTenant()
  return organization ? (
    <FrontShell {...card} tenantName={tenant.name} brand={brandOf(organization, tenant, withHeadline)} />
  ) : (
    <FrontShell {...card} tenantName={tenant.name} tenantColors={colorsOf(tenant)} />
  )
}

export const organizationAt = cache(async (slug: string | null | undefined): Promise<SignInPage | null> => {
  if (!slug) return null
  const tenant = await currentTenant()
  return findSignInPage({ kind: 'public', tenantId: tenant.id, subject: slug })
})

function brandOf(organization: BrandedOrganization, tenantColors: Colors, withHeadline: boolean): FrontBrand {
  const { displayName, logoId, brandDetails: details, ...colors } = organization
  return {
    displayName,
    logoUrl: logoUrl(logoId),
    darkLogoUrl: logoUrl(details.darkLogoId),
    iconUrl: logoUrl(details.iconId),
    headline: withHeadline ? details.headline : null,
    links: brandLinks(details),
    ...colorsOf(effectiveColors(colors, tenantColors)),
  }
}

function colorsOf({ primaryColor: primary, backgroundColor: background }: Colors): BrandColors {
  return { primary, onPrimary: primary === null ? null : onColor(primary), background }
}
