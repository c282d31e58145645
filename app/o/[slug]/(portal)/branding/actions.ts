'use server'

import { z } from 'zod'
import { headline, httpsUrl, supportAddress } from '@/lib/domain/branding/brand-details'
import { optionalHexColor } from '@/lib/domain/branding/hex-color'
import { discardBrandingDraft } from '@/lib/domain/branding/discard-branding-draft'
import { restoreBranding } from '@/lib/domain/branding/restore-branding'
import { sendBrandingTest } from '@/lib/domain/branding/send-branding-test'
import { saveBrandingDraft } from '@/lib/domain/branding/save-branding-draft'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { orgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { picture, pictureInput } from './picture-input'

export const save = orgAction({
  needs: ['update:organizations'],
  input: z.object({
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
  }),
  run: async (access, input) => {
    const branding = {
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
    if (input.draft) {
      await saveBrandingDraft(access, branding)
      return { message: 'Draft saved.' }
    }
    await updateOrganization(access, { branding })
    return { message: 'Branding saved.' }
  },
})

export const discardDraft = orgAction({
  needs: ['update:organizations'],
  input: z.object({}),
  run: async (access) => {
    await discardBrandingDraft(access)
    return { message: 'Draft discarded.' }
  },
})

export const restoreVersion = orgAction({
  needs: ['update:organizations'],
  input: z.object({ number: z.coerce.number().int().min(1).max(1_000_000_000) }),
  run: async (access, { number }) => {
    await restoreBranding(access, number)
    return { message: `Version ${number} is published again.` }
  },
})

export const sendTest = orgAction({
  needs: ['update:organizations'],
  input: z.object({}),
  run: async (access) => {
    const { to } = await sendBrandingTest(access)
    return { message: `Test email sent to ${to}.` }
  },
})
