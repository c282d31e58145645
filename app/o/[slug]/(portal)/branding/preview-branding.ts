import type { BrandColors } from '@/components/shell/brand-style'
import { type Colours, effectiveColours, findHexColor, onColour } from '@/lib/domain/branding/colour'
import type { SavedBranding } from './saved-branding'

export interface PreviewBranding extends BrandColors {
  logoUrl: string | undefined
}

export interface PreviewContext {
  displayName: string
  tenantName: string
  tenantColours: Colours
  inviterName: string
}

/** Invalid colours are replaced by the tenant’s. */
export function previewBranding(
  { texts, pictures }: SavedBranding,
  { tenantColours }: PreviewContext,
): PreviewBranding {
  const own = {
    primaryColor: findHexColor(texts.primary_color),
    backgroundColor: findHexColor(texts.background_color),
  }
  const { primaryColor: primary, backgroundColor: background } = effectiveColours(own, tenantColours)
  return {
    primary,
    background,
    onPrimary: primary === null ? null : onColour(primary),
    logoUrl: pictures.logo,
  }
}
