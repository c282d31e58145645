import { z } from 'zod'
import { read } from '@/lib/db/transaction'
import { servedStrategies } from '../strategies'
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
  run: (access, { configuration: { allowed_strategies } }) =>
    read(access, () => Promise.resolve(settingsOf(servedStrategies(allowed_strategies)))),
})

/** Auth0 names Google Workspace `googleapps` here; its components look for `google-apps`. */
function settingsOf(strategies: readonly string[]) {
  const names = strategies.flatMap((name) => (name === 'google-apps' ? [name, 'googleapps'] : [name]))
  const features: z.output<typeof strategy> = {
    enabled_features: ['provisioning'],
    provisioning_methods: ['scim'],
  }
  return {
    organization: { can_set_show_as_button: true, can_set_assign_membership_on_login: true },
    strategies: Object.fromEntries(names.map((name) => [name, features])),
  }
}
