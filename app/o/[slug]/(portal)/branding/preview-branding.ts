import type { FrontBrand } from '@/components/shell/front-shell'
import { brandLinks, type BrandLink } from '@/lib/domain/branding/brand-links'
import { type Colours, effectiveColours, findHexColor, onColour } from '@/lib/domain/branding/colour'
import type { SavedBranding } from './saved-branding'

export interface PreviewContext {
  displayName: string
  tenantName: string
  tenantColours: Colours
  inviterName: string
}

/** Invalid colours are replaced by the tenant’s. */
export function previewBranding(
  { texts, pictures }: SavedBranding,
  { displayName, tenantColours }: PreviewContext,
): FrontBrand & { links: BrandLink[] } {
  const own = {
    primaryColor: findHexColor(texts.primary_color),
    backgroundColor: findHexColor(texts.background_color),
  }
  const { primaryColor: primary, backgroundColor: background } = effectiveColours(own, tenantColours)
  const { support, terms_url: termsUrl, privacy_url: privacyUrl } = texts
  return {
    displayName,
    primary,
    background,
    onPrimary: primary === null ? null : onColour(primary),
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
