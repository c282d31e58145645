import type { BrandColors } from '@/components/shell/brand-style'
import {
  type Colours,
  effectiveColours,
  validateColours,
  onColour,
  findHexColor,
} from '@/lib/domain/branding/colour'

export interface PreviewBranding extends BrandColors {
  logoUrl: string | undefined
}

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

/** Invalid colours are replaced by the tenant’s. */
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

/** Null if the primary color is easy to read on the background. */
export function nearestReadable({ primary, background }: BrandColors): string | null {
  if (!primary) return null
  const check = validateColours({ primary, background: background ?? '#ffffff' })
  return check.ok ? null : check.nearest
}
