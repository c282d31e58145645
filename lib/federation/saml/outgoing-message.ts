import { createSign } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { SignedXml } from 'xml-crypto'
import type { SamlBinding } from '@/lib/domain/connections/saml-options'
import type { ProviderSession } from '@/lib/domain/users/open-session'
import { newRandomId } from '@/lib/web/saml-message'
import type { MessageText } from './signed-query'

/** What a browser does next: a redirect, or a form by POST. */
export type Delivery = { url: string } | { action: string; fields: Record<string, string> }

interface Outgoing extends MessageText {
  destination: string
  binding: SamlBinding
  /** PEM */
  key: string
}

const more = 'http://www.w3.org/2001/04/xmldsig-more#'
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const rsaSha256 = `${more}rsa-sha256`
const namespaces =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'

/** Always signed: in the query, or within the XML. */
export function deliver(message: Outgoing): Delivery {
  const { binding, destination, name, relayState } = message
  if (binding === 'redirect') return { url: signedUrl(message) }
  const encoded = Buffer.from(signedXml(message)).toString('base64')
  const fields = { [name]: encoded, ...(relayState === null ? {} : { RelayState: relayState }) }
  return { action: destination, fields }
}

function signedUrl({ destination, name, xml, relayState, key }: Outgoing): string {
  const query = new URLSearchParams({ [name]: deflateRawSync(xml).toString('base64') })
  if (relayState !== null) query.set('RelayState', relayState)
  query.set('SigAlg', rsaSha256)
  const signature = createSign('sha256').update(query.toString()).sign(key, 'base64')
  const url = new URL(destination)
  const signed = `${query.toString()}&${new URLSearchParams({ Signature: signature }).toString()}`
  url.search = url.search === '' ? signed : `${url.search}&${signed}`
  return url.href
}

function signedXml({ xml, key }: Outgoing): string {
  const signer = new SignedXml({
    privateKey: key,
    signatureAlgorithm: rsaSha256,
    canonicalizationAlgorithm: exclusive,
  })
  const digestAlgorithm = 'http://www.w3.org/2001/04/xmlenc#sha256'
  signer.addReference({ xpath: '/*', digestAlgorithm, transforms: [enveloped, exclusive] })
  const location = { reference: "/*/*[local-name(.)='Issuer']", action: 'after' } as const
  signer.computeSignature(xml, { prefix: 'ds', location })
  return signer.getSignedXml()
}

interface Sender {
  destination: string
  /** Our entity ID. */
  issuer: string
}

export function logoutRequestXml(
  { destination, issuer }: Sender,
  id: string,
  { nameId, nameIdFormat, nameQualifier, spNameQualifier, sessionIndex }: ProviderSession,
): string {
  const name = attributesOf({
    Format: nameIdFormat,
    NameQualifier: nameQualifier,
    SPNameQualifier: spNameQualifier,
  })
  const inMinutes = new Date(Date.now() + 5 * 60_000).toISOString()
  const root = attributesOf({ ...rootAttributes(id, destination), NotOnOrAfter: inMinutes })
  const index = sessionIndex === null ? '' : element('samlp:SessionIndex', sessionIndex)
  return `<samlp:LogoutRequest ${namespaces}${root}>${element('saml:Issuer', issuer)}${element('saml:NameID', nameId, name)}${index}</samlp:LogoutRequest>`
}

/** That everything was ended which the request named. */
export function logoutResponseXml({ destination, issuer }: Sender, inResponseTo: string): string {
  const root = attributesOf({ ...rootAttributes(newRandomId(), destination), InResponseTo: inResponseTo })
  const status =
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
  return `<samlp:LogoutResponse ${namespaces}${root}>${element('saml:Issuer', issuer)}${status}</samlp:LogoutResponse>`
}

function rootAttributes(id: string, destination: string) {
  return { ID: id, Version: '2.0', IssueInstant: new Date().toISOString(), Destination: destination }
}

function attributesOf(attributes: Record<string, string | null>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === null ? '' : ` ${name}="${inXml(value)}"`))
    .join('')
}

function element(name: string, text: string, attributes = ''): string {
  return `<${name}${attributes}>${inXml(text)}</${name}>`
}

/** Also for attributes, whose line breaks and tabs a parser would change. */
export function inXml(text: string): string {
  return text.replace(/[<>&"'\t\r\n]/g, (character) => `&#${character.charCodeAt(0)};`)
}
