'use server'

import { z } from 'zod'
import { allowedDomains } from '@/lib/domain/join-links/join-link-settings'
import { endAllSessions } from '@/lib/domain/organizations/end-all-sessions'
import { networkList } from '@/lib/domain/policies/networks'
import { graceDays, updatePolicies } from '@/lib/domain/policies/update-policies'
import { orgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { currentAddress } from '@/lib/web/origin'

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

export const endSessions = orgAction({
  needs: ['update:organization_security'],
  input: z.object({}),
  recent: 'end-sessions',
  run: async (access, _input, { slug }) => {
    await endAllSessions(access)
    return { redirect: `/o/${slug}?again=1&return_to=${encodeURIComponent(`/o/${slug}/security`)}` }
  },
})
