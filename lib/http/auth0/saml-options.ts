import { z } from 'zod'
import { initialSettings, withoutMetadata } from '@/lib/domain/connections/create-saml-connection'
import type { SamlProduct } from '@/lib/domain/connections/products'
import {
  type SamlAttributes,
  type SamlOffer,
  type SamlOptions,
  type SamlSettings,
  usualAttributes,
} from '@/lib/domain/connections/saml-options'
import { withoutUndefined } from '@/lib/domain/fields'
import {
  federationMetadataUrl,
  fetchProviderMetadata,
  parseProviderMetadata,
} from '@/lib/federation/saml/provider-metadata'
import { invalidInput } from './problem'
import { bindings, type fieldsMap, type SamlBody, samlBodyOf } from './saml-body'

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
  if (issuer === undefined || signInUrl === undefined || own === undefined) throw incomplete(product, missing)
  const known = { issuer, signInUrl, certificates: own, product }
  return { ...initialSettings, ...withoutMetadata, ...given, ...known }
}

function incomplete(product: SamlProduct | undefined, missing: string): Error {
  if (product === 'adfs')
    return invalidInput('body', 'The metadata is missing: send adfs_server or fedMetadataXml', ['options'])
  return invalidInput('body', 'This is missing: send it, metadataUrl or metadataXml', ['options', missing])
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
