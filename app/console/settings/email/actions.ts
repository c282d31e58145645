'use server'

import { z } from 'zod'
import { sendEmailTest } from '@/lib/domain/tenants/send-email-test'
import { tenantAction } from '@/lib/http/action'

export const sendTest = tenantAction({
  needs: ['update:tenant_settings'],
  input: z.object({}),
  run: async (access) => {
    const { to } = await sendEmailTest(access)
    return { message: `Test email sent to ${to}.` }
  },
})
