import { z } from 'zod'
import { abortWith } from '../text/parse-input'
import { displayName, shortDescription } from '../text/display-name'
import { normalize } from '../text/normalize'
import { knownAttributes } from '../user-attribute-profiles/known-attributes'

/** The kinds of providers that an organization can connect by itself, in Auth0’s names. */
export const selfServiceStrategies = ['oidc', 'okta', 'waad', 'google-apps', 'samlp'] as const
export type SelfServiceStrategy = (typeof selfServiceStrategies)[number]

const attribute = z.strictObject({
  name: z.enum(knownAttributes.map(({ key }) => key)),
  description: shortDescription.meta({ example: 'The work address' }),
  is_optional: z.boolean(),
})

/** In Auth0’s names. */
export const selfServiceSettings = z
  .strictObject({
    description: shortDescription
      .refine(
        (text) => Array.from(text).length <= 140,
        abortWith('Description can have at most 140 characters.'),
      )
      .nullable()
      .meta({ example: 'For customers on the Enterprise plan' }),
    user_attributes: z
      .array(attribute)
      .max(knownAttributes.length)
      .refine((given) => areDifferent(given.map(({ name }) => name)), 'An attribute can be named once only.')
      .nullable()
      .transform((given) => given ?? [])
      .describe('What the page asks the provider to send, of what Foyer reads.'),
    allowed_strategies: z
      .array(z.enum(selfServiceStrategies))
      .max(selfServiceStrategies.length)
      .refine(areDifferent, 'A strategy can be named once only.')
      .describe('The kinds of identity providers that the page offers; none: all of them.')
      .meta({ example: ['okta', 'oidc'] }),
  })
  .partial()
export type SelfServiceSettings = z.output<typeof selfServiceSettings>
export type RequestedAttribute = z.output<typeof attribute>
export const requestedAttributes = z.array(attribute)

/** Shown as plain text: Auth0’s may have HTML, Foyer’s may not. */
export const introductionText = z
  .string()
  .max(2000, abortWith('The introduction can have at most 2,000 characters.'))
  .transform((text) =>
    normalize(text, 'NFC')
      .replace(/[^\S\n]+/g, ' ')
      .trim(),
  )
  .refine((text) => !/[<>]/.test(text), abortWith('The introduction is plain text, without < and >.'))
  .refine(
    (text) => !UNSEEN.test(text),
    abortWith('The introduction contains characters that cannot be seen.'),
  )

// Keeps line breaks, and joiners and tags: Persian, Hindi and emoji need them.
const UNSEEN = /(?![\n\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}]/u

export const selfServiceProfileName = displayName({ label: 'Name', max: 100 })

function areDifferent(given: readonly string[]): boolean {
  return new Set(given).size === given.length
}
