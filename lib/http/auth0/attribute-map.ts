import { z } from 'zod'
import { standardClaims } from '@/lib/domain/connections/option-values'
import type { ProviderOptions } from '@/lib/domain/connections/provider-options'

const text = z.string()
const claimOf = z
  .string()
  .max(240)
  .regex(/^\$\{context\.tokenset\.[^\s{}]+\}$/, 'Expected a claim, such as ${context.tokenset.email}')

export const attributeMap = z.strictObject({
  mapping_mode: z.enum(['basic_profile', 'use_map'], { error: 'The modes are basic_profile and use_map.' }),
  attributes: z
    .strictObject({
      email: claimOf.optional(),
      name: claimOf.optional(),
      given_name: claimOf.optional(),
      family_name: claimOf.optional(),
      picture: claimOf.optional(),
      email_verified: claimOf.optional(),
    })
    .optional(),
})

export const attributeMapAnswer = z.strictObject({ mapping_mode: text, attributes: z.record(text, text) })

export function claimsIn(map: z.output<typeof attributeMap> | null): ProviderOptions['claims'] {
  const { email, name, given_name, family_name, picture, email_verified } = map?.attributes ?? {}
  return {
    email: claimIn(email) ?? standardClaims.email,
    name: claimIn(name) ?? standardClaims.name,
    givenName: claimIn(given_name) ?? standardClaims.givenName,
    familyName: claimIn(family_name) ?? standardClaims.familyName,
    picture: claimIn(picture) ?? standardClaims.picture,
    emailVerified: claimIn(email_verified) ?? standardClaims.emailVerified,
  }
}

function claimIn(placeholder: string | undefined): string | undefined {
  return placeholder?.slice('${context.tokenset.'.length, -1)
}

export function attributeMapOf({ claims: own }: ProviderOptions) {
  const { email, name, givenName: given_name, familyName: family_name, picture } = own
  const claims = { email, name, given_name, family_name, picture, email_verified: own.emailVerified }
  if (Object.entries(claims).every(([attribute, claim]) => attribute === claim)) return undefined
  const attributes = Object.entries(claims).map(([attribute, claim]): [string, string] => [
    attribute,
    `\${context.tokenset.${claim}}`,
  ])
  return { mapping_mode: 'use_map', attributes: Object.fromEntries(attributes) }
}
