import { z } from 'zod'
import { assertAccess } from '@/lib/http/assert-access'
import { canSet, hasProvisioning, type Profile } from '../connection-profile'
import { servedStrategies, type Strategy } from '../strategies'
import { myOrgRoute } from '../route'

const strategy = z.strictObject({
  enabled_features: z.array(z.literal('provisioning')),
  provisioning_methods: z.array(z.literal('scim')),
})

export const GET = myOrgRoute({
  title: 'Get what identity providers can be set to',
  scopes: ['read:my_org:configuration'],
  answer: z.strictObject({
    organization: z.strictObject({
      can_set_show_as_button: z.boolean(),
      can_set_assign_membership_on_login: z.boolean(),
    }),
    strategies: z.record(z.string(), strategy),
  }),
  run: (access, { profile, configuration: { allowed_strategies } }) =>
    assertAccess(access, settingsOf(profile, servedStrategies(allowed_strategies))),
})

/** Auth0 names Google Workspace `googleapps` here; its components look for `google-apps`. */
function settingsOf(profile: Profile, strategies: readonly Strategy[]) {
  return {
    organization: {
      can_set_show_as_button: canSet(profile, 'show_as_button'),
      can_set_assign_membership_on_login: canSet(profile, 'assign_membership_on_login'),
    },
    strategies: Object.fromEntries(
      strategies.flatMap((name) => {
        const features = hasProvisioning(profile, name) ? withProvisioning : withoutProvisioning
        const names = name === 'google-apps' ? [name, 'googleapps'] : [name]
        return names.map((one) => [one, features] as const)
      }),
    ),
  }
}

const withProvisioning: z.output<typeof strategy> = {
  enabled_features: ['provisioning'],
  provisioning_methods: ['scim'],
}
const withoutProvisioning: z.output<typeof strategy> = { enabled_features: [], provisioning_methods: [] }
