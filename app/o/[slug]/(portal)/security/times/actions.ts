'use server'

import { z } from 'zod'
import { updatePolicies } from '@/lib/domain/policies/update-policies'
import { orgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

/** Empty is null. */
const minutes = textField(
  z.union([
    z.literal('').transform(() => null),
    z
      .string()
      .trim()
      .regex(/^\d{1,6}$/, 'Enter a whole number of minutes, or leave it empty.')
      .transform(Number),
  ]),
)

export const saveTimes = orgAction({
  needs: ['update:organization_security'],
  input: z.object({ idleMinutes: minutes, sessionMinutes: minutes }),
  recent: 'save-times',
  run: async (access, times) => {
    await updatePolicies(access, times)
    return { message: 'Times saved.' }
  },
})
