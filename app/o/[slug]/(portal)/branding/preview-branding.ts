import type { BrandColors } from '@/components/shell/brand-style'
import {
  type Colours,
  effectiveColours,
  validateColours,
  onColour,
  findHexColor,
} from '@/lib/domain/branding/colour'

/** The branding of a preview. */
export interface PreviewBranding extends BrandColors {
  logoUrl: string | undefined
}

/** The tenant’s part of a preview. */
export interface PreviewContext {
  displayName: string
  tenantName: string
  tenantColours: Colours
  inviterName: string
}

interface Typed {
  primary: string
  background: string
  logoUrl: string | undefined
}

/** The valid colours; the tenant’s where there is none. */
export function previewBranding(typed: Typed, tenants: Colours): PreviewBranding {
  const own = { primaryColor: findHexColor(typed.primary), backgroundColor: findHexColor(typed.background) }
  const { primaryColor: primary, backgroundColor: background } = effectiveColours(own, tenants)
  return {
    primary,
    background,
    onPrimary: primary === null ? null : onColour(primary),
    logoUrl: typed.logoUrl,
  }
}

/** The colour to suggest if the primary is hard to read on the background; null if it is not. */
export function nearestReadable({ primary, background }: BrandColors): string | null {
  if (!primary) return null
  const check = validateColours({ primary, background: background ?? '#ffffff' })
  return check.ok ? null : check.nearest
}
