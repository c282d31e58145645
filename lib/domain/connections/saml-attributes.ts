import { z } from 'zod'
import { invalid } from '@/lib/errors'

/** Which attribute has what; empty for the usual names (lib/federation/saml/saml-profile.ts). */
export const samlAttributes = z
  .object({
    email: z.string().default(''),
    name: z.string().default(''),
    givenName: z.string().default(''),
    familyName: z.string().default(''),
    picture: z.string().default(''),
  })
  .default({ email: '', name: '', givenName: '', familyName: '', picture: '' })
export type SamlAttributes = z.output<typeof samlAttributes>

export const usualAttributes: SamlAttributes = samlAttributes.parse(undefined)

/** Names are URIs in some products, and words in others. */
const attributeName = /^[\x21-\x7e]{0,200}$/

/** @throws DomainError invalid at `attributes` */
export function assertSamlAttributes(attributes: SamlAttributes): void {
  if (Object.values(attributes).every((name) => attributeName.test(name))) return
  throw invalid('attributes', 'The name of an attribute has at most 200 characters, without spaces.')
}
