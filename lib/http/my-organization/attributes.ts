import { z } from 'zod'
import { standardClaims } from '@/lib/domain/connections/option-values'
import type { IdentityProvider } from '@/lib/domain/connections/list-own-providers'
import type { OptionsInput } from '@/lib/domain/connections/provider-options'
import type { Connection } from '@/lib/domain/connections/read-connection'
import {
  type SamlAttributes,
  type SamlSettings,
  usualAttributes,
} from '@/lib/domain/connections/saml-options'
import { type KnownAttribute, knownAttributes } from '@/lib/domain/user-attribute-profiles/known-attributes'
import type {
  UserAttribute,
  UserAttributes,
} from '@/lib/domain/user-attribute-profiles/user-attribute-settings'
import { usualAttributeNames } from '@/lib/federation/saml/saml-profile'
import { type Strategy, strategyOf } from './strategies'

/** The application’s; null if it names none: then all that Foyer reads, from the usual claims and attributes. */
export type AttributeProfile = UserAttributes | null

type Shown = Pick<KnownAttribute, 'key' | 'field' | 'scope' | 'scim'> & {
  label: string
  description: string
  is_required: boolean
}

/** Those of the profile. */
export function attributesIn(profile: AttributeProfile): Shown[] {
  return knownAttributes.flatMap((known): Shown[] => {
    if (profile === null) return [known]
    const found = profile[known.key]
    if (!found) return []
    const { label, description, profile_required: is_required } = found
    return [{ ...known, label, description, is_required }]
  })
}

export const attributeAnswer = z.strictObject({
  user_attribute: z.string().meta({ example: 'name' }),
  label: z.string().meta({ example: 'Name' }),
  description: z.string().meta({ example: 'Shown to colleagues.' }),
  is_required: z.boolean(),
  is_extra: z
    .boolean()
    .describe('It is not in the user attribute profile, and read from a source of the provider’s own.'),
  is_missing: z.boolean().describe('The provider is not asked for it.'),
})

export const providerAttribute = attributeAnswer.extend({
  sso_field: z
    .array(z.string())
    .describe('The claim, or the SAML attributes of which the first that is there counts.')
    .meta({ example: ['name'] }),
})

/** As it is in answers, but for where it comes from. */
export function attributeWire({ key, label, description, is_required }: Shown) {
  return { user_attribute: key, label, description, is_required, is_extra: false, is_missing: false }
}

export function providerAttributes(
  provider: IdentityProvider,
  profile: AttributeProfile,
): z.output<typeof providerAttribute>[] {
  const shown = attributesIn(profile)
  const ofProfile = shown.map((attribute) => ({
    ...attributeWire(attribute),
    is_missing: isMissing(provider, attribute),
    sso_field: sourceOf(provider, attribute),
  }))
  const others = knownAttributes.filter(({ key }) => !shown.some((attribute) => attribute.key === key))
  const extra = others.filter((attribute) => hasOwnSource(provider, attribute))
  return [
    ...ofProfile,
    ...extra.map((attribute) => ({
      ...attributeWire({ ...attribute, is_required: false }),
      is_extra: true,
      sso_field: sourceOf(provider, attribute),
    })),
  ]
}

type Read = Pick<KnownAttribute, 'field' | 'scope'>

function sourceOf({ options, saml }: IdentityProvider, { field }: Read): string[] {
  if (options !== null) return [options.claims[field]]
  const name = saml.attributes[field]
  return name === '' ? [...usualAttributeNames[field]] : [name]
}

function hasOwnSource({ options, saml }: IdentityProvider, { field }: Read): boolean {
  return options === null ? saml.attributes[field] !== '' : options.claims[field] !== standardClaims[field]
}

/** A claim of OpenID Connect comes with a scope, which an operator may have removed. */
function isMissing({ options }: IdentityProvider, { field, scope }: Read): boolean {
  return (
    options !== null && options.claims[field] === standardClaims[field] && !options.scopes.includes(scope)
  )
}

function mappingsOf(profile: AttributeProfile, strategy: Strategy, key: KnownAttribute['key']) {
  const attribute: Partial<UserAttribute> = profile?.[key] ?? {}
  const { strategy_overrides: overrides, ...ofAll } = attribute
  return { ...ofAll, ...overrides?.[strategy] }
}

/** By the names of the connection’s options. `strategy` is not SAML. */
export function profileClaims(profile: AttributeProfile, strategy: Strategy): Claims {
  const claims: Claims = withoutVerification(standardClaims)
  for (const { key, field } of knownAttributes) {
    const mapping = mappingsOf(profile, strategy, key).oidc_mapping?.mapping
    if (mapping !== undefined) claims[field] = mapping.replace(/^\$\{context\.tokenset\.(.*)\}$/, '$1')
  }
  return claims
}

type Claims = Record<KnownAttribute['field'], string>

function withoutVerification({ emailVerified: _, ...claims }: typeof standardClaims): Claims {
  return claims
}

/** One name, or the usual ones. */
export function profileSamlAttributes(profile: AttributeProfile, strategy: Strategy): SamlAttributes {
  const attributes = { ...usualAttributes }
  for (const { key, field } of knownAttributes) {
    const names = mappingsOf(profile, strategy, key).saml_mapping ?? []
    attributes[field] = names.length === 1 ? (names[0] ?? '') : ''
  }
  return attributes
}

/** For an update that makes the attributes those of the profile. */
export function resetAttributes(
  provider: Pick<Connection, 'options' | 'saml'>,
  profile: AttributeProfile,
): {
  options?: OptionsInput
  settings?: Partial<SamlSettings>
} {
  const { options } = provider
  const strategy = strategyOf(provider)
  if (options === null) return { settings: { attributes: profileSamlAttributes(profile, strategy) } }
  const scopes = [...new Set([...options.scopes, ...knownAttributes.map(({ scope }) => scope)])]
  return { options: { claims: profileClaims(profile, strategy), scopes } }
}
