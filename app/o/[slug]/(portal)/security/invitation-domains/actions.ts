'use server'

import { z } from 'zod'
import { allowedDomains } from '@/lib/domain/join-links/join-link-settings'
import { updatePolicies } from '@/lib/domain/policies/update-policies'
import { orgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

export const changeInvitationDomains = orgAction({
  needs: ['update:organization_security'],
  input: z.object({ domains: textField(allowedDomains) }),
  recent: 'change-invitation-domains',
  run: async (access, { domains: invitationDomains }) => {
    await updatePolicies(access, { invitationDomains })
    return {
      message:
        invitationDomains.length === 0
          ? 'People at every email domain can be invited.'
          : 'Only people at these email domains can be invited.',
    }
  },
})
