import { z } from 'zod'
import { standardClaims } from '@/lib/domain/connections/claim-names'
import type { OwnProvider } from '@/lib/domain/connections/list-own-providers'
import { usualAttributes } from '@/lib/domain/connections/saml-attributes'
import type { SamlSettings } from '@/lib/domain/connections/saml-options'
import type { OptionsInput } from '@/lib/domain/connections/provider-options'
import { usualAttributeNames } from '@/lib/federation/saml/saml-profile'

/** What Foyer knows about a user. Auth0 calls such a list a user attribute profile. */
export const profile = [
  {
    key: 'email',
    field: 'email',
    scope: 'email',
    label: 'Email address',
    description: 'Where people get email, and by which they are invited.',
    is_required: true,
  },
  {
    key: 'name',
    field: 'name',
    scope: 'profile',
    label: 'Name',
    description: 'Shown to colleagues. Made of the two parts if it is absent.',
    is_required: false,
  },
  {
    key: 'given_name',
    field: 'givenName',
    scope: 'profile',
    label: 'Given name',
    description: 'A part of the name.',
    is_required: false,
  },
  {
    key: 'family_name',
    field: 'familyName',
    scope: 'profile',
    label: 'Family name',
    description: 'A part of the name.',
    is_required: false,
  },
  {
    key: 'picture',
    field: 'picture',
    scope: 'profile',
    label: 'Picture',
    description: 'The https URL of a picture.',
    is_required: false,
  },
] as const

type ProfileAttribute = (typeof profile)[number]
export type ProfileKey = ProfileAttribute['key']

export const attributeAnswer = z.strictObject({
  user_attribute: z.string().meta({ example: 'name' }),
  label: z.string().meta({ example: 'Name' }),
  description: z.string().meta({ example: 'Shown to colleagues.' }),
  is_required: z.boolean(),
  is_extra: z.boolean().describe('Always false: no other attributes are read.'),
  is_missing: z.boolean().describe('The provider is not asked for it.'),
})

export const providerAttribute = attributeAnswer.extend({
  sso_field: z
    .array(z.string())
    .describe('The claim, or the SAML attributes of which the first that is there counts.')
    .meta({ example: ['name'] }),
})

/** As it is in answers, but for where it comes from. */
export function attributeWire({ key, label, description, is_required }: ProfileAttribute) {
  return { user_attribute: key, label, description, is_required, is_extra: false, is_missing: false }
}

export function providerAttributes(provider: OwnProvider): z.output<typeof providerAttribute>[] {
  return profile.map((attribute) => ({
    ...attributeWire(attribute),
    is_missing: isMissing(provider, attribute),
    sso_field: sourceOf(provider, attribute),
  }))
}

function sourceOf({ options, saml }: OwnProvider, { field }: ProfileAttribute): string[] {
  if (options !== null) return [options.claims[field]]
  const name = saml.attributes[field]
  return name === '' ? [...usualAttributeNames[field]] : [name]
}

/** A claim of OpenID Connect comes with a scope, which an operator may have removed. */
function isMissing({ options }: OwnProvider, { field, scope }: ProfileAttribute): boolean {
  return (
    options !== null && options.claims[field] === standardClaims[field] && !options.scopes.includes(scope)
  )
}

/** For an update that makes the attributes those of the profile. */
export function resetAttributes({ options }: OwnProvider): {
  options?: OptionsInput
  settings?: Partial<SamlSettings>
} {
  if (options === null) return { settings: { attributes: usualAttributes } }
  const { emailVerified: _, ...claims } = standardClaims
  const scopes = [...new Set([...options.scopes, ...profile.map(({ scope }) => scope)])]
  return { options: { claims, scopes } }
}
