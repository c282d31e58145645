'use server'

import { z } from 'zod'
import { retryEmail } from '@/lib/email/retry-email'
import { tenantAction } from '@/lib/http/action'

export const retry = tenantAction({
  needs: ['update:email_provider'],
  input: z.object({ email_id: z.string().max(60) }),
  run: async (access, input) => {
    await retryEmail(access, input.email_id)
    return { message: 'The email is sent again.' }
  },
})
