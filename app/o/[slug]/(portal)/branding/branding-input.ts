import { z } from 'zod'
import { headline, httpsUrl, optionalHexColor, supportAddress } from '@/lib/domain/branding/brand-details'
import type { PictureInput } from '@/lib/domain/branding/pictures'
import type { BrandingInput } from '@/lib/domain/branding/replace-branding'
import { textField } from '@/lib/http/text-field'

/** Browsers send an empty file for a field without one. */
const picture = z
  .unknown()
  .optional()
  .transform((value) => (value instanceof File && value.size > 0 ? value : null))

export const brandingInput = z.object({
  primary_color: textField(optionalHexColor),
  background_color: textField(optionalHexColor),
  headline: textField(headline),
  support: textField(supportAddress),
  terms_url: textField(httpsUrl),
  privacy_url: textField(httpsUrl),
  logo: picture,
  dark_logo: picture,
  icon: picture,
  remove_logo: z.literal('on').optional(),
  remove_dark_logo: z.literal('on').optional(),
  remove_icon: z.literal('on').optional(),
  /** The button that saves without publishing. */
  draft: z.literal('on').optional(),
})

/** Changes the draft if there is one: it is what the form shows. */
export async function brandingOf(input: z.output<typeof brandingInput>): Promise<BrandingInput> {
  return {
    primaryColor: input.primary_color,
    backgroundColor: input.background_color,
    fromDraft: true,
    logo: await pictureInput(input.logo, input.remove_logo),
    details: {
      headline: input.headline,
      support: input.support,
      termsUrl: input.terms_url,
      privacyUrl: input.privacy_url,
      darkLogo: await pictureInput(input.dark_logo, input.remove_dark_logo),
      icon: await pictureInput(input.icon, input.remove_icon),
    },
  }
}

async function pictureInput(file: File | null, removed: 'on' | undefined): Promise<PictureInput> {
  if (file) return new Uint8Array(await file.arrayBuffer())
  return removed ? 'remove' : 'keep'
}
