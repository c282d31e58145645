import type { FrontBrand } from '@/components/shell/front-shell'
import { brandLinks, type BrandLink } from '@/lib/domain/branding/brand-links'
import { type Colors, effectiveColors, findHexColor, onColor } from '@/lib/domain/branding/color'
import type { SavedBranding } from './saved-branding'

export interface PreviewContext {
  displayName: string
  tenantName: string
  tenantColors: Colors
  inviterName: string
}

/** Invalid colors are replaced by the tenant’s. */
export function previewBranding(
  { texts, pictures }: SavedBranding,
  { displayName, tenantColors }: PreviewContext,
): FrontBrand & { links: BrandLink[] } {
  const own = {
    primaryColor: findHexColor(texts.primary_color),
    backgroundColor: findHexColor(texts.background_color),
  }
  const { primaryColor: primary, backgroundColor: background } = effectiveColors(own, tenantColors)
  const { support, terms_url: termsUrl, privacy_url: privacyUrl } = texts
  return {
    displayName,
    primary,
    background,
    onPrimary: primary === null ? null : onColor(primary),
    logoUrl: pictures.logo,
    darkLogoUrl: pictures.dark_logo,
    iconUrl: pictures.icon,
    headline: texts.headline,
    links: brandLinks({
      support: support || null,
      termsUrl: termsUrl || null,
      privacyUrl: privacyUrl || null,
    }),
  }
}
