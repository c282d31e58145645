'use server'

import { z } from 'zod'
import { optionalHexColor } from '@/lib/domain/branding/hex-color'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { orgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

export const save = orgAction({
  needs: ['update:organizations'],
  input: z.object({
    primary_color: textField(optionalHexColor),
    background_color: textField(optionalHexColor),
    logo: z
      .unknown()
      .optional()
      .transform((value) => (value instanceof File && value.size > 0 ? value : null)),
    remove_logo: z.literal('on').optional(),
  }),
  run: async (access, { primary_color, background_color, logo, remove_logo }) => {
    const branding = {
      primaryColor: primary_color,
      backgroundColor: background_color,
      logo: logo ? new Uint8Array(await logo.arrayBuffer()) : remove_logo ? 'remove' : 'keep',
    } as const
    await updateOrganization(access, { branding })
    return { message: 'Branding saved.' }
  },
})
