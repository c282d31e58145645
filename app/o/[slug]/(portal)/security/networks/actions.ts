'use server'

import { z } from 'zod'
import { networkList } from '@/lib/domain/policies/networks'
import { updatePolicies } from '@/lib/domain/policies/update-policies'
import { orgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { currentAddress } from '@/lib/web/origin'

export const changeNetworks = orgAction({
  needs: ['update:organization_security'],
  input: z.object({ networks: textField(networkList), add_own: z.literal('yes').optional() }),
  recent: 'change-networks',
  run: async (access, { networks: given, add_own }, { displayName }) => {
    const own = add_own === undefined ? null : await currentAddress()
    const networks = own === null ? given : [...given, own]
    await updatePolicies(access, { networks })
    return {
      message:
        networks.length === 0
          ? `${displayName} can be used from every network.`
          : `${displayName} can be used from these networks only.`,
    }
  },
})
