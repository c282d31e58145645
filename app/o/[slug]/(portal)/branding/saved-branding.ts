import type { BrandContent } from '@/lib/domain/branding/brand-content'
import { logoUrl } from '@/lib/domain/branding/logo-url'

export const pictureNames = ['logo', 'dark_logo', 'icon'] as const
export type PictureName = (typeof pictureNames)[number]

export type TextName =
  | 'primary_color'
  | 'background_color'
  | 'headline'
  | 'support'
  | 'terms_url'
  | 'privacy_url'

/** What the form starts with. */
export interface SavedBranding {
  pictures: Record<PictureName, string | undefined>
  /** Colors as `#rrggbb`; all may be empty. */
  texts: Record<TextName, string>
}

export function savedBranding(branding: BrandContent): SavedBranding {
  const { logoId, darkLogoId, iconId, primaryColor, backgroundColor } = branding
  return {
    pictures: { logo: logoUrl(logoId), dark_logo: logoUrl(darkLogoId), icon: logoUrl(iconId) },
    texts: {
      primary_color: primaryColor ?? '',
      background_color: backgroundColor ?? '',
      headline: branding.headline ?? '',
      support: branding.support ?? '',
      terms_url: branding.termsUrl ?? '',
      privacy_url: branding.privacyUrl ?? '',
    },
  }
}
