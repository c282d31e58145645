import { z } from 'zod'
import { newId } from '@/lib/ids'
import { byStrategy, type ProfileKind } from '../named-profiles/named-profile'
import { displayName, shortDescription } from '../text/display-name'
import { abortWith } from '../text/parse-input'

/** A claim’s name, also as Auth0 writes one in mappings. */
const claim = z
  .string()
  .max(240, abortWith('A claim’s name can have at most 240 characters.'))
  .regex(
    /^(?:\$\{context\.tokenset\.[\x21-\x7c]{1,200}\}|[\x21-\x23\x25-\x7a]{1,200})$/,
    'Expected a claim, such as email or ${context.tokenset.email}.',
  )
  .meta({ example: '${context.tokenset.email}' })

const samlName = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'The name of an attribute has 1 to 200 characters, without spaces.')
  .meta({ example: 'email' })

const mappings = z
  .strictObject({
    oidc_mapping: z.strictObject({ mapping: claim, display_name: z.string().max(128).optional() }),
    saml_mapping: z.array(samlName).min(1).max(10),
    scim_mapping: z.string().max(200),
  })
  .partial()

function attribute(key: string) {
  return mappings.extend({
    label: displayName({ label: 'Label', max: 128 }).meta({ example: 'Email address' }),
    description: shortDescription.meta({ example: 'Where people get email.' }),
    profile_required: z.boolean(),
    auth0_mapping: z.string().max(128).meta({ example: key }),
    strategy_overrides: byStrategy(mappings).optional(),
  })
}
export type UserAttribute = z.output<ReturnType<typeof attribute>>

const sub = z.literal('sub', 'Users of OpenID Connect are identified by sub.')
const userName = z.literal('userName', 'Users of a directory are identified by userName.')
const identified = z.strictObject({ oidc_mapping: sub, scim_mapping: userName }).partial()

const userId = identified.extend({ strategy_overrides: byStrategy(identified).optional() })

const userAttributes = z
  .strictObject({
    email: attribute('email'),
    name: attribute('name'),
    given_name: attribute('given_name'),
    family_name: attribute('family_name'),
    picture: attribute('picture'),
  })
  .partial()
export type UserAttributes = z.output<typeof userAttributes>

/** In Auth0’s names. */
export const userAttributeSettings = z.strictObject({
  user_id: userId.nullable().optional(),
  user_attributes: userAttributes,
})
export type UserAttributeSettings = z.output<typeof userAttributeSettings>

export const userAttributeProfileName = displayName({ label: 'Name', max: 128 })

export const userAttributeProfiles: ProfileKind<'user_attribute_profile', UserAttributeSettings> = {
  noun: 'user_attribute_profile',
  newId: () => newId('userAttributeProfile'),
  name: userAttributeProfileName,
  settings: userAttributeSettings,
  fields: userAttributeSettings.keyof().options,
  created: ({ name, settings }) => ({
    type: 'user_attribute_profile.created',
    details: { after: { name, attributes: Object.keys(settings.user_attributes) } },
  }),
  changed: ({ after }) => ({
    type: 'user_attribute_profile.changed',
    details: { changed: Object.keys(after) },
  }),
  deleted: { type: 'user_attribute_profile.deleted' },
}
