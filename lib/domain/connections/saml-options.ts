import { createHash, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { invalid } from '@/lib/errors'
import { withoutUndefined } from '../fields'
import { parseDomains, providerTrust } from './option-values'
import { samlProducts } from './products'
import { mayBeCalled, mustBePublic } from './provider-url'

/** Auth0’s name of the strategy. */
export const samlStrategy = 'samlp'

export const samlStrategies = [samlStrategy, ...samlProducts] as const

/** HTTP-Redirect or HTTP-POST (Bindings, 3.4 and 3.5). */
const samlBinding = z.enum(['redirect', 'post'])
export type SamlBinding = z.output<typeof samlBinding>

/** Which attribute has what; empty for the usual names (lib/federation/saml/saml-profile.ts). */
const samlAttributes = z
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

/** In the column `options` of a connection with the strategy `samlp`. */
export const samlOptions = z.object({
  /**
   * Entity ID of the provider. Null until someone confirms the one that a test found: no one can sign in before
   * (docs/decisions/0094). Fixed once someone has signed in.
   */
  issuer: z.string().nullable(),
  /** Where it takes requests. */
  signInUrl: z.string(),
  signInBinding: samlBinding.default('redirect'),
  /** Its single logout service; null without one. */
  signOutUrl: z.string().nullable().default(null),
  signOutBinding: samlBinding.default('redirect'),
  /** Where it takes responses to its logout requests, if elsewhere. */
  signOutResponseUrl: z.string().nullable().default(null),
  /** Whether signing out of Foyer signs out there too. */
  signsOutThere: z.boolean().default(false),
  /** With which it may sign, as DER in Base64: several while it changes from one to the next. */
  certificates: z.array(z.string()),
  signsRequests: z.boolean(),
  /** Whether the provider may begin a sign-in. */
  allowsUnsolicited: z.boolean(),
  attributes: samlAttributes,
  /** Set when it is created, if Auth0 has a strategy of its own for the provider. */
  product: z.enum(samlProducts).optional(),
  /** The server of the product, as it was typed: Auth0’s `adfs_server` or `pingFederateBaseUrl`. */
  server: z.string().optional(),
  /** Whether its provider knows Foyer by the addresses that Auth0’s components derive from its name (docs/decisions/0090). */
  hasNamedAddresses: z.boolean().optional(),
  /** As those of other providers (provider-domains.ts). */
  domains: z.array(z.string()).optional(),
  /** As that of other providers (provider-options.ts). */
  offeredToOrganizations: z.boolean().optional(),
  /** Foyer’s certificate, as PEM: the provider encrypts for it, and checks signed requests with it. */
  ownCertificate: z.string(),
  /** Absent: no member with any permission can sign in until someone confirms. */
  trust: providerTrust.optional(),
})
export type SamlOptions = z.output<typeof samlOptions>

/** Which organizations the tenant offers it to, and whose people are sent to it. */
export type SamlOffer = Pick<SamlOptions, 'domains' | 'offeredToOrganizations'>
export type SamlSettings = Omit<SamlOptions, keyof SamlOffer | 'ownCertificate' | 'trust'>

/** What its metadata says about a provider. */
export type ProviderMetadata = Omit<
  SamlSettings,
  'allowsUnsolicited' | 'signsOutThere' | 'attributes' | 'product' | 'server'
>

/** Certificates by their SHA-256 fingerprints, as providers show them. */
export function auditedSaml({
  ownCertificate: _,
  trust: _trust,
  certificates,
  ...others
}: SamlOptions): SamlSettings & SamlOffer {
  return { ...others, certificates: certificates.map((one) => readCertificate(one)?.fingerprint256 ?? '') }
}

const mostCertificates = 5
const leastModulus = 2048

/** `at`: the field for every error, where all comes from one. @throws DomainError invalid, at the field */
export function validateSamlSettings(settings: SamlSettings, at?: string): SamlSettings {
  const { issuer, signInUrl, certificates, signOutUrl, signOutResponseUrl, attributes } = settings
  const signOut = (url: string | null) =>
    url === null ? null : parseUrl(url, { field: at ?? 'sign_out_url', name: 'sign-out' })
  assertSamlAttributes(attributes)
  if (settings.signsOutThere && signOutUrl === null)
    throw invalid(at ?? 'signs_out_there', 'The provider has no sign-out URL. Update its metadata first.')
  return {
    ...settings,
    issuer: issuer === null ? null : parseEntityId(issuer, at ?? 'issuer'),
    signInUrl: parseUrl(signInUrl, { field: at ?? 'sign_in_url', name: 'sign-in' }),
    signOutUrl: signOut(signOutUrl),
    signOutResponseUrl: signOut(signOutResponseUrl),
    certificates: parseCertificates(certificates, at ?? 'certificates'),
  }
}

/** Without what is not given. @throws DomainError invalid at `domains` */
export function validateSamlOffer({ domains, offeredToOrganizations }: SamlOffer = {}): SamlOffer {
  return withoutUndefined({ domains: domains && parseDomains(domains), offeredToOrganizations })
}

/**
 * Where the provider begins, the owner is the organization that is entered; and only its admins confirm an entity ID.
 * @throws DomainError invalid at `allows_unsolicited`, `issuer`
 */
export function assertSamlOwner(
  { allowsUnsolicited, issuer }: Pick<SamlSettings, 'allowsUnsolicited' | 'issuer'>,
  organizationId: string | null,
): void {
  if (organizationId !== null) return
  if (issuer === null) throw invalid('issuer', entityIdMissing)
  if (!allowsUnsolicited) return
  const sentence = 'Sign-in that starts at the provider is only for a connection of an organization.'
  throw invalid('allows_unsolicited', sentence)
}

const entityIdMissing = 'The entity ID of the provider is missing.'

function parseEntityId(typed: string, field: string): string {
  const issuer = typed.trim()
  if (issuer === '') throw invalid(field, entityIdMissing)
  if (!isEntityId(issuer)) throw invalid(field, 'An entity ID has at most 1,024 characters, without spaces.')
  return issuer
}

/** Any URI up to 1,024 characters (Core, 8.3.6). */
export function isEntityId(text: string): boolean {
  return /^[\x21-\x7e]{1,1024}$/.test(text)
}

/** Names are URIs in some products, and words in others. */
const attributeName = /^[\x21-\x7e]{0,200}$/

/** @throws DomainError invalid at `attributes` */
function assertSamlAttributes(attributes: SamlAttributes): void {
  if (Object.values(attributes).every((name) => attributeName.test(name))) return
  throw invalid('attributes', 'The name of an attribute has at most 200 characters, without spaces.')
}

/** Unlike an issuer, it may have a query. */
function parseUrl(typed: string, { field, name }: { field: string; name: string }): string {
  const url = URL.parse(typed.trim())
  if (!url || typed.length > 2000 || url.username + url.password + url.hash !== '' || !mayBeCalled(url))
    throw invalid(field, mustBePublic(`The ${name} URL of the provider`, url))
  return url.href
}

function parseCertificates(given: readonly string[], field: string): string[] {
  const certificates = [...new Set(given.map((one) => parseCertificate(one, field)))]
  if (certificates.length === 0) throw invalid(field, 'The signing certificate of the provider is missing.')
  if (certificates.length > mostCertificates)
    throw invalid(field, `A connection can have at most ${mostCertificates} certificates.`)
  return certificates
}

/** How a certificate is named where it is too long: SHA-256 of its DER, in hex. */
export function certificateDigest(base64: string): string {
  return createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex')
}

/** PEM or its Base64 text alone; returns the latter. @throws DomainError invalid at `field` */
export function parseCertificate(text: string, field = 'certificate'): string {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s/g, '')
  const certificate = readCertificate(base64)
  if (!certificate) throw invalid(field, 'This is not a certificate in PEM format.')
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey
  if (type !== 'rsa' || (details?.modulusLength ?? 0) < leastModulus)
    throw invalid(field, `A certificate must have an RSA key of ${leastModulus} bits or more.`)
  return certificate.raw.toString('base64')
}

/**
 * Null if it is none, or its key or its dates cannot be read: Node reads them only when asked. `validToDate` of a date that
 * cannot be read can be any date; `validTo` is then no date.
 */
export function readCertificate(base64: string): X509Certificate | null {
  if (!/^[A-Za-z0-9+/]{1,20000}={0,2}$/.test(base64)) return null
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'))
    const isReadable = certificate.publicKey.type === 'public' && !isNaN(Date.parse(certificate.validTo))
    return isReadable ? certificate : null
  } catch {
    return null
  }
}
