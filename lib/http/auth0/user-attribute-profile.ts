import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { standardClaims } from '@/lib/domain/connections/option-values'
import type { Profile } from '@/lib/domain/named-profiles/named-profile'
import { type KnownAttribute, knownAttributes } from '@/lib/domain/user-attribute-profiles/known-attributes'
import {
  type UserAttribute,
  type UserAttributeSettings,
  userAttributeSettings,
} from '@/lib/domain/user-attribute-profiles/user-attribute-settings'
import { usualAttributeNames } from '@/lib/federation/saml/saml-profile'
import { ApiProblem } from './problem'

const { user_attributes: userAttributes, user_id: userId } = userAttributeSettings.shape
const name = z.string().min(1).max(1000).meta({ example: 'Colleagues' })

/** What Foyer could not do is refused, not stored. */
const readable = userAttributes
  .superRefine((given, context) => {
    for (const known of knownAttributes) {
      const attribute = given[known.key]
      for (const { path, message } of attribute ? faultsOf(known, attribute) : [])
        context.addIssue({ code: 'custom', message, path: [known.key, ...path] })
    }
  })
  .describe('Which there are of the attributes that Foyer reads (no others), and from what they are read.')

interface Fault {
  path: string[]
  message: string
}

function faultsOf(
  known: KnownAttribute,
  { strategy_overrides: overrides = {}, ...ofAll }: UserAttribute,
): Fault[] {
  const { key } = known
  const isElsewhere = ofAll.auth0_mapping !== key
  return [
    ...(isElsewhere ? [{ path: ['auth0_mapping'], message: `This attribute is stored as ${key}.` }] : []),
    ...faultsIn(known, ofAll, []),
    ...Object.entries(overrides).flatMap(([strategy, mappings]) =>
      faultsIn(known, mappings ?? {}, ['strategy_overrides', strategy]),
    ),
  ]
}

type Mappings = Pick<UserAttribute, 'saml_mapping' | 'scim_mapping'>

function faultsIn(
  { field, scim }: KnownAttribute,
  { saml_mapping: saml = [], scim_mapping: given }: Mappings,
  at: readonly string[],
): Fault[] {
  const isMany = saml.length > 1 && !isDeepStrictEqual(saml, usualAttributeNames[field])
  return [
    ...(isMany
      ? [
          {
            path: [...at, 'saml_mapping'],
            message: 'Foyer reads one SAML attribute, or the usual ones that the template has.',
          },
        ]
      : []),
    ...(given === undefined || given === scim
      ? []
      : [
          {
            path: [...at, 'scim_mapping'],
            message: scim === null ? 'A directory does not say it.' : `A directory says it as ${scim}.`,
          },
        ]),
  ]
}

const fixed = 'How users are identified: fixed. Null removes it, which changes nothing else.'

export const newUserAttributeProfile = z.strictObject({
  name,
  user_id: userId.unwrap().unwrap().optional().describe(fixed),
  user_attributes: readable,
})
export const userAttributeProfileChange = z
  .strictObject({ name, user_id: userId.describe(fixed), user_attributes: readable })
  .partial()

const shown = userAttributes.shape.email.unwrap().extend({ label: z.string(), description: z.string() })
export const userAttributeProfileAnswer = z.strictObject({
  id: z.string().meta({ example: 'uap_4kGkQ2bD9sXw7Lm1' }),
  name,
  user_id: userId.unwrap().unwrap().optional(),
  user_attributes: z.record(z.string(), shown),
})

export function userAttributeProfileWire({
  id: profileId,
  name: ofProfile,
  settings: { user_id, user_attributes },
}: Profile<UserAttributeSettings>): z.output<typeof userAttributeProfileAnswer> {
  const attributes = Object.entries(user_attributes).flatMap(([key, attribute]) =>
    attribute ? [[key, attribute] as const] : [],
  )
  return {
    id: profileId,
    name: ofProfile,
    ...(user_id ? { user_id } : {}),
    user_attributes: Object.fromEntries(attributes),
  }
}

export const userAttributeProfileTemplate = z.strictObject({
  id: z.string().meta({ example: 'default' }),
  display_name: z.string().meta({ example: 'Default' }),
  template: userAttributeProfileAnswer.omit({ id: true }),
})

/** What can be sent as the body of a new profile: what is read without one. */
export const userAttributeProfileTemplates: z.output<typeof userAttributeProfileTemplate>[] = [
  {
    id: 'default',
    display_name: 'All attributes that Foyer reads',
    template: {
      name: 'All attributes',
      user_id: { oidc_mapping: 'sub', scim_mapping: 'userName' },
      user_attributes: Object.fromEntries(knownAttributes.map((known) => [known.key, usual(known)])),
    },
  },
]

function usual({ key, field, scim, label, description, is_required }: KnownAttribute): UserAttribute {
  const claim = standardClaims[field]
  return {
    label,
    description,
    profile_required: is_required,
    auth0_mapping: key,
    oidc_mapping: { mapping: `\${context.tokenset.${claim}}`, display_name: claim },
    saml_mapping: [...usualAttributeNames[field]],
    ...(scim === null ? {} : { scim_mapping: scim }),
  }
}

export function noUserAttributeProfile(): ApiProblem {
  return new ApiProblem(404, 'The user attribute profile does not exist', {
    errorCode: 'inexistent_user_attribute_profile',
  })
}
