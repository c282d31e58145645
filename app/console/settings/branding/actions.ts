'use server'

import { z } from 'zod'
import { optionalHexColor } from '@/lib/domain/branding/brand-details'
import { updateTenantBranding } from '@/lib/domain/tenant-branding/tenant-branding'
import { checkbox, tenantAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { forgetTenants } from '@/lib/web/tenant'

export const save = tenantAction({
  needs: ['update:branding'],
  input: z.object({
    primary_color: textField(optionalHexColor),
    background_color: textField(optionalHexColor),
    /** An empty background leaves the gradient as it is. */
    has_gradient: checkbox,
  }),
  run: async (access, { primary_color, background_color, has_gradient }) => {
    const none = has_gradient ? undefined : {}
    await updateTenantBranding(access, {
      primaryColor: primary_color,
      background: background_color === null ? none : { solid: background_color },
    })
    forgetTenants()
    return { message: 'Branding saved.' }
  },
})
