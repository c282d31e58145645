import { createSign } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { newSamlId, samlNamespaces, type SamlKeys, type SamlSigning, signXml } from './saml-identity-provider'

/** What a logout message of a provider says. Every part can be replaced by a false one. */
export interface LogoutStatement {
  id: string
  issuer: string
  destination: string
  issuedAt: Date
  notOnOrAfter: Date | null
  nameId: string
  sessionIndexes: string[]
  inResponseTo: string
  status: string
  version: string
  /** XML at its end. */
  extra: string
}

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

export function logoutStatement(
  needed: Pick<LogoutStatement, 'issuer' | 'destination'>,
  changed: Partial<LogoutStatement> = {},
): LogoutStatement {
  return {
    id: newSamlId(),
    issuedAt: new Date(),
    notOnOrAfter: null,
    nameId: 'ann',
    sessionIndexes: [],
    inResponseTo: '_request',
    status: success,
    version: '2.0',
    extra: '',
    ...needed,
    ...changed,
  }
}

export function logoutRequest(said: LogoutStatement): string {
  const until = said.notOnOrAfter === null ? '' : ` NotOnOrAfter="${said.notOnOrAfter.toISOString()}"`
  const indexes = said.sessionIndexes.map((one) => `<samlp:SessionIndex>${one}</samlp:SessionIndex>`)
  return `<samlp:LogoutRequest${rootOf(said)}${until}><saml:Issuer>${said.issuer}</saml:Issuer><saml:NameID>${said.nameId}</saml:NameID>${indexes.join('')}${said.extra}</samlp:LogoutRequest>`
}

export function logoutResponse(said: LogoutStatement): string {
  const status = `<samlp:Status><samlp:StatusCode Value="${said.status}"/></samlp:Status>`
  return `<samlp:LogoutResponse${rootOf(said)} InResponseTo="${said.inResponseTo}"><saml:Issuer>${said.issuer}</saml:Issuer>${status}${said.extra}</samlp:LogoutResponse>`
}

function rootOf({ id, version, issuedAt, destination }: LogoutStatement): string {
  return ` ${samlNamespaces} ID="${id}" Version="${version}" IssueInstant="${issuedAt.toISOString()}" Destination="${destination}"`
}

export interface QuerySigning {
  keys: SamlKeys
  name: 'SAMLRequest' | 'SAMLResponse'
  relayState: string | null
  hash: string
  algorithm: string
  /** As this provider writes values in a URL. */
  encode: (text: string) => string
}

export function querySigning(keys: SamlKeys, changed: Partial<QuerySigning> = {}): QuerySigning {
  return {
    keys,
    name: 'SAMLRequest',
    relayState: null,
    hash: 'sha256',
    algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    encode: encodeURIComponent,
    ...changed,
  }
}

/** By HTTP-Redirect. */
export function signedQuery(
  xml: string,
  { keys, name, relayState, hash, algorithm, encode }: QuerySigning,
): string {
  const query = [
    `${name}=${encode(deflateRawSync(xml).toString('base64'))}`,
    ...(relayState === null ? [] : [`RelayState=${encode(relayState)}`]),
    `SigAlg=${encode(algorithm)}`,
  ].join('&')
  const signature = createSign(hash).update(query).sign(keys.key, 'base64')
  return `?${query}&Signature=${encode(signature)}`
}

/** By HTTP-POST. */
export function signedForm(
  xml: string,
  signing: SamlSigning,
  tamper: (xml: string) => string = (text) => text,
): URLSearchParams {
  const isRequest = xml.startsWith('<samlp:LogoutRequest')
  const signed = tamper(signXml(xml, isRequest ? 'LogoutRequest' : 'LogoutResponse', signing))
  const name = isRequest ? 'SAMLRequest' : 'SAMLResponse'
  return new URLSearchParams({ [name]: Buffer.from(signed).toString('base64') })
}
