'use server'

import { z } from 'zod'
import { graceDays, updatePolicies } from '@/lib/domain/policies/update-policies'
import { orgAction } from '@/lib/http/action'

const days = z
  .string()
  .default('')
  .transform((text) => graceDays.find((choice) => String(choice) === text))
  .refine((choice) => choice !== undefined, 'Choose when it begins.')

export const requireSecondFactor = orgAction({
  needs: ['update:organization_security'],
  input: z.object({ secondFactorInDays: days }),
  recent: 'require-second-factor',
  run: async (access, { secondFactorInDays }) => {
    await updatePolicies(access, { secondFactorInDays })
    return { message: 'Second factor required.' }
  },
})

export const stopRequiringSecondFactor = orgAction({
  needs: ['update:organization_security'],
  input: z.object({}),
  recent: 'stop-requiring-second-factor',
  run: async (access) => {
    await updatePolicies(access, { secondFactorInDays: null })
    return { message: 'Second factor not required any more.' }
  },
})
