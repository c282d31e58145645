export const pictureNames = ['logo', 'dark_logo', 'icon'] as const
export type PictureName = (typeof pictureNames)[number]

export type TextName =
  'primary_color' | 'background_color' | 'headline' | 'support' | 'terms_url' | 'privacy_url'

/** What the form starts with. */
export interface SavedBranding {
  pictures: Record<PictureName, string | undefined>
  /** Colors as `#rrggbb`; all may be empty. */
  texts: Record<TextName, string>
}
