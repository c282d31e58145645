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
import { notFoundOf } from './problem'

const { user_attributes: userAttributes, user_id: userId } = userAttributeSettings.shape
const name = z.string().min(1).max(1000).meta({ example: 'Colleagues' })

/** Rejects what Foyer does not support. */
const readable = userAttributes
  .superRefine((given, context) => {
    for (const known of knownAttributes) {
      const attribute = given[known.key]
      for (const { path, message } of attribute ? faultsOf(known, attribute) : [])
        context.addIssue({ code: 'custom', message, path: [known.key, ...path] })
    }
  })
  .describe('The attributes that Foyer reads, and from what. Others are rejected.')

interface Fault {
  path: string[]
  message: string
}

function faultsOf(
  known: KnownAttribute,
  { strategy_overrides: overrides = {}, ...common }: UserAttribute,
): Fault[] {
  const { key } = known
  const isElsewhere = common.auth0_mapping !== key
  return [
    ...(isElsewhere ? [{ path: ['auth0_mapping'], message: `This attribute is stored as ${key}.` }] : []),
    ...faultsIn(known, common, []),
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
  const faults: Fault[] = []
  if (saml.length > 1 && !isDeepStrictEqual(saml, usualAttributeNames[field])) {
    const message = 'Foyer reads one SAML attribute, or the usual ones, as in the template.'
    faults.push({ path: [...at, 'saml_mapping'], message })
  }
  if (given !== undefined && given !== scim) {
    const message =
      scim === null
        ? 'Directories do not provide this attribute.'
        : `Directories provide this attribute as ${scim}.`
    faults.push({ path: [...at, 'scim_mapping'], message })
  }
  return faults
}

const fixed = 'How users are identified. The values are fixed; null removes them and has no other effect.'

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

function userAttributeProfileWire({
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

/** Bodies for new profiles. This one names what Foyer reads without a profile. */
const userAttributeProfileTemplates: z.output<typeof userAttributeProfileTemplate>[] = [
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

const noUserAttributeProfile = notFoundOf(
  'The user attribute profile does not exist',
  'inexistent_user_attribute_profile',
)

export const userAttributeProfileShapes = {
  newProfile: newUserAttributeProfile,
  change: userAttributeProfileChange,
  answer: userAttributeProfileAnswer,
  wire: userAttributeProfileWire,
  template: userAttributeProfileTemplate,
  templates: userAttributeProfileTemplates,
  absent: noUserAttributeProfile,
}
