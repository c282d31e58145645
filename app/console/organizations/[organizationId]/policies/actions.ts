'use server'

import { z } from 'zod'
import { updatePolicies } from '@/lib/domain/policies/update-policies'
import { tenantOrgAction } from '@/lib/http/action'

export const allowEveryNetwork = tenantOrgAction({
  needs: ['update:organization_security'],
  input: z.object({}),
  recent: 'allow-every-network',
  run: async (access) => {
    await updatePolicies(access, { networks: null })
    return { message: 'It can be used from every network.' }
  },
})
