import type { BrandColors } from '@/components/shell/brand-style'
import { type Colours, effectiveColours, findHexColor, onColour } from '@/lib/domain/branding/colour'

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
