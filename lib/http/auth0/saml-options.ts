import { z } from 'zod'
import { initialSettings, withoutMetadata } from '@/lib/domain/connections/create-saml-connection'
import type { SamlProduct } from '@/lib/domain/connections/products'
import {
  type SamlAttributes,
  type SamlOffer,
  type SamlOptions,
  type SamlSettings,
  samlStrategy,
  usualAttributes,
} from '@/lib/domain/connections/saml-options'
import { withoutUndefined } from '@/lib/domain/fields'
import {
  federationMetadataUrl,
  fetchProviderMetadata,
  parseProviderMetadata,
} from '@/lib/federation/saml/provider-metadata'
import { literal, literalFlag } from './literal'
import { invalidInput } from './problem'

const url = z.string().max(2000)
const flag = z.boolean()
const bindings = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
} as const
const certificates = z.string().max(100_000)
const attribute = z.union([z.string().max(200), z.array(z.string().max(200)).length(1)])
const fieldsMap = z.strictObject({
  email: attribute.optional(),
  name: attribute.optional(),
  given_name: attribute.optional(),
  family_name: attribute.optional(),
  picture: attribute.optional(),
})

const metadataXml = z.string().max(90_000)

/** Auth0’s names, for connections by SAML only. */
export const samlRequest = {
  metadataXml: metadataXml.describe('The provider’s metadata: read once, not stored.'),
  metadataUrl: url.describe(
    'Of the provider’s metadata: read once, not stored. Ignored if metadataXml is sent.',
  ),
  adfs_server: url
    .trim()
    .describe(
      'For adfs: the host of AD FS, or the URL of its metadata, which is read once. Not read if fedMetadataXml is sent, or issuer, signInEndpoint and signingCert.',
    ),
  fedMetadataXml: metadataXml.describe('For adfs: its federation metadata. Read once, not stored.'),
  pingFederateBaseUrl: url
    .trim()
    .describe('For pingfederate: users sign in at /idp/SSO.saml2 there. Requires issuer and signingCert.'),
  signInEndpoint: url.describe('Requires issuer and signingCert, unless metadata is sent.'),
  signOutEndpoint: url.nullable(),
  signingCert: certificates.describe('PEM, or Base64 of PEM. Can contain several certificates.'),
  protocolBinding: z.enum([bindings.redirect, bindings.post], {
    error: 'Requests are sent by HTTP-Redirect or HTTP-POST.',
  }),
  signSAMLRequest: flag,
  disableSignout: flag.describe(
    'False signs users out at the provider when they sign out. Defaults to true.',
  ),
  idpinitiated: z
    .strictObject({ enabled: flag })
    .describe('Only for a connection of an organization, which sets it in the portal.'),
  fieldsMap,
  signatureAlgorithm: literal('rsa-sha256', 'Requests are signed with rsa-sha256.'),
  digestAlgorithm: literal('sha256', 'Requests are signed with sha256.'),
  deflate: literalFlag(true, 'Requests by HTTP-Redirect are always compressed.'),
  debug: literalFlag(false, 'Responses are never logged.'),
} as const

/** Connections of other strategies have the first three too (connection-options.ts). */
const samlBody = z
  .strictObject({
    issuer: z.string().max(2000),
    domain_aliases: z.array(z.string().max(253)).max(100),
    offered_to_organizations: z.boolean(),
    ...samlRequest,
  })
  .partial()
type SamlBody = z.output<typeof samlBody>

/** Which of the strategies by SAML have these. All of them have the others. */
const strategiesOf: Readonly<Record<string, readonly string[]>> = {
  metadataXml: [samlStrategy, 'pingfederate'],
  metadataUrl: [samlStrategy, 'pingfederate'],
  adfs_server: ['adfs'],
  fedMetadataXml: ['adfs'],
  pingFederateBaseUrl: ['pingfederate'],
}

export const samlAnswer = {
  adfs_server: z.string().optional(),
  pingFederateBaseUrl: z.string().optional(),
  signInEndpoint: z.string().optional(),
  signOutEndpoint: z.string().optional(),
  signingCert: z.string().optional(),
  protocolBinding: z.string().optional(),
  signSAMLRequest: z.boolean().optional(),
  disableSignout: z.boolean().optional(),
  idpinitiated: z.strictObject({ enabled: z.boolean() }).optional(),
  fieldsMap: z.record(z.string(), z.string()).optional(),
}

/** @throws ApiProblem 400 at the property */
export function assertNoSaml(options: Readonly<Record<string, unknown>>): void {
  const name = Object.keys(samlRequest).find((one) => options[one] !== undefined)
  if (name !== undefined) throw invalidInput('body', 'Only a connection by SAML has this', ['options', name])
}

/** @throws ApiProblem 400 at the property */
function samlBodyOf(options: Readonly<Record<string, unknown>>, strategy: string = samlStrategy): SamlBody {
  const other = Object.keys(options).find((name) => options[name] !== undefined && !hasOption(strategy, name))
  if (other !== undefined)
    throw invalidInput('body', `A connection of the strategy ${strategy} does not have this`, [
      'options',
      other,
    ])
  return samlBody.parse(options)
}

function hasOption(strategy: string, name: string): boolean {
  return Object.hasOwn(samlBody.shape, name) && (strategiesOf[name]?.includes(strategy) ?? true)
}

/**
 * Reads the metadata, if there is any; the rest of the body takes precedence. `mayLackIssuer`: an admin of the organization
 * confirms it later. @throws ApiProblem 400; DomainError invalid
 */
export async function newSamlSettings(
  tenantId: string,
  options: Readonly<Record<string, unknown>>,
  { mayLackIssuer = false, product }: { mayLackIssuer?: boolean; product?: SamlProduct | undefined } = {},
): Promise<SamlSettings> {
  const given = await samlSettingsOf(tenantId, options, { product })
  const { issuer = mayLackIssuer ? null : undefined, signInUrl, certificates: own } = given
  const missing = issuer === undefined ? 'issuer' : signInUrl === undefined ? 'signInEndpoint' : 'signingCert'
  if (issuer === undefined || signInUrl === undefined || own === undefined)
    throw product === 'adfs'
      ? invalidInput('body', 'The metadata is missing: send adfs_server or fedMetadataXml', ['options'])
      : invalidInput('body', 'This is missing: send it, metadataUrl or metadataXml', ['options', missing])
  const known = { issuer, signInUrl, certificates: own, product }
  return { ...initialSettings, ...withoutMetadata, ...given, ...known }
}

/** Only what the body names. @throws as newSamlSettings() */
export async function samlSettingsOf(
  tenantId: string,
  options: Readonly<Record<string, unknown>>,
  present: Partial<Pick<SamlOptions, 'product' | 'attributes'>> = {},
): Promise<Partial<SamlSettings>> {
  const body = samlBodyOf(options, present.product)
  return { ...pingFederateIn(body), ...(await metadataIn(tenantId, body)), ...namedIn(body, present) }
}

/** Only what the body names. @throws ApiProblem 400 at the property */
export function samlOfferOf(
  options: Readonly<Record<string, unknown>>,
  product: SamlProduct | undefined,
): SamlOffer {
  const { domain_aliases: domains, offered_to_organizations: offeredToOrganizations } = samlBodyOf(
    options,
    product,
  )
  return { domains, offeredToOrganizations }
}

/** Where every PingFederate takes requests. */
function pingFederateIn({ pingFederateBaseUrl: base }: SamlBody): Partial<SamlSettings> {
  return base === undefined ? {} : { signInUrl: `${base.replace(/\/$/, '')}/idp/SSO.saml2` }
}

async function metadataIn(tenantId: string, body: SamlBody) {
  const xml = body.metadataXml ?? body.fedMetadataXml
  if (xml !== undefined) return parseProviderMetadata(xml, 'metadata')
  const address = metadataUrlIn(body)
  return address === undefined ? {} : fetchProviderMetadata(tenantId, address)
}

/** What Foyer answered and a tool sends again has all that the metadata of AD FS says: the server need not be there. */
function metadataUrlIn({ metadataUrl, adfs_server: server, ...body }: SamlBody): string | undefined {
  const { issuer, signInEndpoint, signingCert } = body
  const isKnown = issuer !== undefined && signInEndpoint !== undefined && signingCert !== undefined
  if (server === undefined) return metadataUrl
  return isKnown ? undefined : federationMetadataUrl(server)
}

function namedIn(
  body: SamlBody,
  { attributes: present = usualAttributes }: Partial<Pick<SamlOptions, 'attributes'>>,
): Partial<SamlSettings> {
  const { issuer, signInEndpoint: signInUrl, signSAMLRequest: signsRequests, fieldsMap: map } = body
  const attributes = map && { ...present, ...attributesIn(map) }
  const named = {
    issuer,
    signInUrl,
    signsRequests,
    attributes,
    certificates: body.signingCert === undefined ? undefined : certificatesIn(body.signingCert),
    signInBinding: body.protocolBinding && bindingOf(body.protocolBinding),
    signsOutThere: body.disableSignout === undefined ? undefined : !body.disableSignout,
    allowsUnsolicited: body.idpinitiated?.enabled,
    server: body.adfs_server ?? body.pingFederateBaseUrl,
  }
  return { ...withoutUndefined(named), ...signOutAt(body.signOutEndpoint) }
}

function signOutAt(url: string | null | undefined): Partial<SamlSettings> {
  if (url === undefined) return {}
  return { signOutUrl: url, signOutResponseUrl: null, ...(url === null ? { signsOutThere: false } : {}) }
}

function bindingOf(urn: string): SamlSettings['signInBinding'] {
  return urn === bindings.post ? 'post' : 'redirect'
}

/** As PEM, or the Base64 of one. */
function certificatesIn(given: string): string[] {
  const text = given.includes('-----BEGIN') ? given : Buffer.from(given, 'base64').toString('latin1')
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g)
  return blocks ?? [given]
}

function attributesIn(map: z.output<typeof fieldsMap>): Partial<SamlAttributes> {
  const named = {
    email: map.email,
    name: map.name,
    givenName: map.given_name,
    familyName: map.family_name,
    picture: map.picture,
  }
  return Object.fromEntries(
    Object.entries(named).flatMap(([field, name]) =>
      name === undefined ? [] : [[field, [name].flat()[0] ?? '']],
    ),
  )
}

/** Without our own key, which is a secret. */
export function samlWire(options: SamlOptions): Record<string, unknown> {
  const { email, name, givenName: given_name, familyName: family_name, picture } = options.attributes
  const chosen = Object.entries({ email, name, given_name, family_name, picture }).filter(
    ([, of]) => of !== '',
  )
  const pem = options.certificates.map(
    (der) => `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  )
  return {
    ...withoutUndefined({
      [options.product === 'adfs' ? 'adfs_server' : 'pingFederateBaseUrl']: options.server,
    }),
    ...(options.issuer === null ? {} : { issuer: options.issuer }),
    signInEndpoint: options.signInUrl,
    ...(options.signOutUrl === null ? {} : { signOutEndpoint: options.signOutUrl }),
    signingCert: Buffer.from(pem.join('')).toString('base64'),
    protocolBinding: bindings[options.signInBinding],
    signSAMLRequest: options.signsRequests,
    disableSignout: !options.signsOutThere,
    idpinitiated: { enabled: options.allowsUnsolicited },
    ...withoutUndefined({
      domain_aliases: options.domains,
      offered_to_organizations: options.offeredToOrganizations,
    }),
    ...(chosen.length === 0 ? {} : { fieldsMap: Object.fromEntries(chosen) }),
  }
}
