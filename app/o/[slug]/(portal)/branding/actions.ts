'use server'

import { z } from 'zod'
import { discardBrandingDraft } from '@/lib/domain/branding/discard-branding-draft'
import { restoreBranding } from '@/lib/domain/branding/restore-branding'
import { sendBrandingTest } from '@/lib/domain/branding/send-branding-test'
import { saveBrandingDraft } from '@/lib/domain/branding/save-branding-draft'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { orgAction } from '@/lib/http/action'
import { brandingInput, brandingOf } from './branding-input'

export const save = orgAction({
  needs: ['update:organizations'],
  input: brandingInput,
  run: async (access, input) => {
    const branding = await brandingOf(input)
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
