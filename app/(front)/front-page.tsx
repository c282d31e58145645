import { cache, type ReactNode } from 'react'
import type { BrandColors } from '@/components/shell/brand-style'
import { type FrontBrand, FrontShell } from '@/components/shell/front-shell'
import { type Colours, effectiveColours, onColour } from '@/lib/domain/branding/colour'
import { findTenantTheme } from '@/lib/domain/tenant-branding/tenant-branding'
import { findSignInPage, type SignInPage } from '@/lib/domain/users/find-sign-in-page'
import { currentTenant } from '@/lib/web/tenant'

interface FrontPageProps {
  title: ReactNode
  text?: ReactNode
  /** Null: the page shows the tenant’s branding. */
  organization: Look | null
  footer?: ReactNode
  children?: ReactNode
}

type Look = Pick<SignInPage, 'displayName' | 'logoId' | keyof Colours>

export async function FrontPage({ organization, ...card }: FrontPageProps) {
  const tenant = await currentTenant()
  const look = await findTenantTheme({ kind: 'public', tenantId: tenant.id, subject: '' })
  return organization ? (
    <FrontShell {...card} tenantName={tenant.name} brand={brandOf(organization, look)} />
  ) : (
    <FrontShell {...card} tenantName={tenant.name} tenantColors={colorsOf(look)} />
  )
}

export const organizationAt = cache(async (slug: string | null | undefined): Promise<SignInPage | null> => {
  if (!slug) return null
  const tenant = await currentTenant()
  return findSignInPage({ kind: 'public', tenantId: tenant.id, subject: slug })
})

function brandOf({ displayName, logoId, ...colours }: Look, tenants: Colours): FrontBrand {
  return {
    displayName,
    logoUrl: logoId === null ? undefined : `/logos/${logoId}`,
    ...colorsOf(effectiveColours(colours, tenants)),
  }
}

function colorsOf({ primaryColor: primary, backgroundColor: background }: Colours): BrandColors {
  return { primary, onPrimary: primary === null ? null : onColour(primary), background }
}
