'use server'

import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { tenantOrgAction } from '@/lib/http/action'
import { brandingInput, brandingOf } from '../../../../o/[slug]/(portal)/branding/branding-input'

export const saveBranding = tenantOrgAction({
  needs: ['update:organizations'],
  input: brandingInput,
  run: async (access, input) => {
    await updateOrganization(access, { branding: await brandingOf(input) })
    return { message: 'Branding saved.' }
  },
})
