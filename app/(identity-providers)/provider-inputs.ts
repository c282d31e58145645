import { z } from 'zod'
import { connectionDisplayName } from '@/lib/domain/connections/connection-fields'
import { standardClaims } from '@/lib/domain/connections/option-values'
import { type ProviderOptions, validateOptions } from '@/lib/domain/connections/provider-options'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { domainName } from '@/lib/domain/domains/domain-name'
import { parseInput } from '@/lib/domain/text/parse-input'
import { invalid } from '@/lib/errors'
import { discoverProvider } from '@/lib/federation/discover-provider'
import type { Review } from '@/lib/http/form-state'
import { textField } from '@/lib/http/text-field'
import { findProviderGuide, issuerOf, type ProviderGuide } from './providers'

export const shortText = z
  .string()
  .max(2000, 'This can have at most 2,000 characters.')
  .transform((text) => text.trim())
  .default('')

/** Identifies what a form showed before it is saved. */
export const reviewed = z.string().max(100).default('')

export const idInput = z.object({ id: z.string().max(100).default('') })
export const requirementInput = idInput.extend({ required: z.enum(['on', 'off']) })
export const secretInput = idInput.extend({ client_secret: shortText })
/** `seen` identifies the provider that the page showed. */
export const confirmationInput = idInput.extend({ seen: z.string().max(100).default('') })
const providerInput = {
  provider: z.string().max(50).default(''),
  display_name: textField(connectionDisplayName),
  issuer: shortText,
  client_id: shortText,
  reviewed,
}
export const newProviderInput = z.object({
  ...providerInput,
  setup: z.string().max(1000).default(''),
  client_secret: shortText,
})
export const providerChangeInput = z.object({
  ...providerInput,
  ...idInput.shape,
  /** As it was when the form was shown: nothing is discovered again if it stays. */
  present_issuer: shortText,
})

/** Empty: the standard one. */
export function attributeName(noun: 'claim' | 'attribute') {
  const problem = `Enter the name of one ${noun}, at most 200 characters without spaces.`
  return shortText.pipe(z.string().regex(/^[\x21-\x7e]{0,200}$/, problem))
}

const claim = attributeName('claim')
export const claimsInput = idInput.extend({
  claim_email: claim,
  claim_name: claim,
  claim_given_name: claim,
  claim_family_name: claim,
  claim_picture: claim,
})

export function claimsOf(input: z.output<typeof claimsInput>): Partial<ProviderOptions['claims']> {
  return {
    email: input.claim_email || standardClaims.email,
    name: input.claim_name || standardClaims.name,
    givenName: input.claim_given_name || standardClaims.givenName,
    familyName: input.claim_family_name || standardClaims.familyName,
    picture: input.claim_picture || standardClaims.picture,
  }
}

type ProviderInput = Pick<z.output<typeof newProviderInput>, 'provider' | 'issuer' | 'client_id'>

/** @throws DomainError invalid, at the field */
export function parseProvider({ provider, issuer, client_id: clientId }: ProviderInput): {
  guide: ProviderGuide
  options: ProviderOptions
} {
  const guide = findProviderGuide(provider)
  if (!guide) throw invalid('provider', 'Choose a provider.')
  if (issuer === '') throw invalid('issuer', `Enter the ${inSentence(guide.issuer.label)}.`)
  if (guide.key === 'entra' && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(issuer))
    throw invalid('issuer', `A directory ID looks like ${guide.issuer.placeholder}.`)
  const typed = guide.key === 'google-workspace' ? parseInput(domainName, issuer, 'issuer') : issuer
  return { guide, options: validateOptions('oidc', { ...issuerOf(guide, typed), clientId }) }
}

function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}

/** Identifies what was discovered and shown. */
function reviewedOf({ issuer, hostedDomain }: ProviderOptions): string {
  return sha256Hex(`${issuer} ${hostedDomain ?? ''}`)
}

/** What the user has to see before it is saved; null if they have. @throws as reviewProvider() */
export function reviewUnlessSeen(
  tenantId: string,
  options: ProviderOptions,
  reviewed: string,
): Promise<Review> | null {
  return reviewed === reviewedOf(options) ? null : reviewProvider(tenantId, options)
}

/** What the provider says about itself. @throws DomainError invalid at `issuer`; too_many */
async function reviewProvider(tenantId: string, options: ProviderOptions): Promise<Review> {
  const found = await discoverProvider(tenantId, options.issuer)
  const scopes = found.missingScopes
  return {
    reviewed: reviewedOf(options),
    changes: [{ kind: 'adds', text: 'the provider that calls itself', code: found.issuer }],
    effects: [
      `People sign in at ${found.authorizationEndpoint}.`,
      `Its signatures are checked with the keys at ${found.keys}.`,
      ...(options.hostedDomain === undefined
        ? []
        : [`Only accounts of ${options.hostedDomain} can sign in.`]),
      ...(scopes.length === 0
        ? []
        : [
            `It does not list the scopes ${scopes.join(', ')}. A test shows whether it sends an email address.`,
          ]),
    ],
  }
}
