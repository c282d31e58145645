import { z } from 'zod'
import { newId } from '@/lib/ids'
import { byStrategy, type ProfileKind } from '../named-profiles/named-profile'
import { abortWith } from '../text/parse-input'
import { displayName } from '../text/display-name'

const choice = z.enum(['none', 'optional', 'required'])
const features = z
  .array(z.enum(['scim', 'universal_logout']))
  .max(2)
  .refine((given) => new Set(given).size === given.length, 'A feature can be named once only.')
const nothing = z.strictObject({})
const override = z.strictObject({ enabled_features: features, connection_config: nothing }).partial()

export const connectionProfileName = displayName({ label: 'Name', max: 50 })

/** In Auth0’s names. What is absent is as without a profile. */
export const profileSettings = z
  .strictObject({
    organization: z
      .strictObject({ show_as_button: choice, assign_membership_on_login: choice })
      .partial()
      .describe('With `optional` the organization chooses; `none` and `required` decide it.'),
    // With the organization’s id, so that no name tells one organization of another’s (docs/decisions/0082), and so that a
    // deleted name, by which SAML responses are sent, is never another organization’s.
    connection_name_prefix_template: z
      .string()
      .max(60, abortWith('The template can have at most 60 characters.'))
      .regex(
        /^(?:[A-Za-z0-9]+-)*\{org_id\}(?:-[A-Za-z0-9]+)*-?$/,
        'The template must contain {org_id} once, and otherwise only letters, digits and single hyphens, such as con-{org_id}-.',
      )
      .describe('What the names begin with that organizations choose for their identity providers.')
      .meta({ example: 'con-{org_id}-' }),
    enabled_features: features
      .describe('`scim`: directory sync. `universal_logout` has no effect.')
      .meta({ example: ['scim'] }),
    connection_config: nothing,
    cross_app_access_resource_app: z
      .strictObject({
        status: z.strictObject({
          default_value: z.literal('disabled', 'Foyer has no cross-app access: it is disabled.'),
          allowed_values: z.array(z.enum(['disabled', 'enabled'])).max(2),
        }),
      })
      .describe('Has no effect: Foyer has no cross-app access, and providers can only have it disabled.')
      .meta({ example: { status: { default_value: 'disabled', allowed_values: ['disabled'] } } }),
    strategy_overrides: byStrategy(override).describe(
      'Of some kinds of identity providers, in place of `enabled_features`.',
    ),
  })
  .partial()

export type ProfileSettings = z.output<typeof profileSettings>

export const connectionProfiles: ProfileKind<'connection_profile', ProfileSettings> = {
  noun: 'connection_profile',
  newId: () => newId('connectionProfile'),
  name: connectionProfileName,
  settings: profileSettings,
  fields: profileSettings.keyof().options,
  created: ({ name, settings }) => ({
    type: 'connection_profile.created',
    details: { after: { name, ...settings } },
  }),
  changed: (changes) => ({ type: 'connection_profile.changed', details: { ...changes } }),
  deleted: { type: 'connection_profile.deleted' },
}
