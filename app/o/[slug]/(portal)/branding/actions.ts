'use server'

import { z } from 'zod'
import { parseOwnColour } from '@/lib/domain/branding/colour'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { orgAction } from '@/lib/http/action'
import { parsed } from '@/lib/http/parsed'

export const save = orgAction({
  needs: ['update:organizations'],
  input: z.object({
    primary_color: parsed(parseOwnColour),
    background_color: parsed(parseOwnColour),
    /** The nearest readable colour, which its own button submits instead of the typed one. */
    nearest: parsed(parseOwnColour),
    logo: z
      .unknown()
      .optional()
      .transform((value) => (value instanceof File && value.size > 0 ? value : null)),
    remove_logo: z.literal('on').optional(),
  }),
  run: async (access, { primary_color, background_color, nearest, logo, remove_logo }) => {
    const branding = {
      primaryColor: nearest ?? primary_color,
      backgroundColor: background_color,
      logo: logo ? new Uint8Array(await logo.arrayBuffer()) : remove_logo ? 'remove' : 'keep',
    } as const
    await updateOrganization(access, { branding })
    return { message: 'Branding saved.' }
  },
})
