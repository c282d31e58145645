import { randomBytes, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { inflateRawSync } from 'node:zlib'
import { generate } from 'selfsigned'
import { SignedXml } from 'xml-crypto'
import { encrypt } from 'xml-encryption'

export interface SamlKeys {
  key: string
  /** PEM */
  certificate: string
}

export async function createSamlKeys(daysValid = 365): Promise<SamlKeys> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Acme' }], {
    algorithm: 'sha256',
    keySize: 2048,
    notAfterDate: new Date(Date.now() + daysValid * 24 * 60 * 60_000),
  })
  return { key, certificate: cert }
}

/** What a response says. Every part can be replaced by a false one. */
export interface SamlStatement {
  acs: string
  audience: string
  issuer: string
  inResponseTo: string | null
  nameId: string
  nameIdFormat: string
  attributes: Record<string, string[]>
  recipient: string
  destination: string
  method: string
  issuedAt: Date
  notBefore: Date
  notOnOrAfter: Date
  responseId: string
  assertionId: string
  status: string
  /** XML in the place of the attribute statement. */
  extra: string
  conditions: string
}

export interface SamlSigning {
  keys: SamlKeys
  signsResponse: boolean
  signsAssertion: boolean
  signatureAlgorithm: string
  digestAlgorithm: string
  /** PEM; null for an assertion in plain text. */
  encryptsFor: string | null
  cipher: string
  keyTransport: string
  /** Changes the assertion before it is signed. */
  edit: (xml: string) => string
  /** Changes the response before it is signed. */
  editResponse: (xml: string) => string
}

const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

export const samlNamespaces =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'

export function signingWith(keys: SamlKeys, changed: Partial<SamlSigning> = {}): SamlSigning {
  return {
    keys,
    signsResponse: true,
    signsAssertion: true,
    signatureAlgorithm: rsaSha256,
    digestAlgorithm: sha256,
    encryptsFor: null,
    cipher: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    keyTransport: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    edit: (xml) => xml,
    editResponse: (xml) => xml,
    ...changed,
  }
}

export function statementFor(
  needed: Pick<SamlStatement, 'acs' | 'audience' | 'issuer' | 'inResponseTo' | 'nameId'>,
  changed: Partial<SamlStatement> = {},
): SamlStatement {
  const now = Date.now()
  return {
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    attributes: {},
    recipient: needed.acs,
    destination: needed.acs,
    method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
    issuedAt: new Date(now),
    notBefore: new Date(now - 5000),
    notOnOrAfter: new Date(now + 300_000),
    responseId: newSamlId(),
    assertionId: newSamlId(),
    status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    extra: '',
    conditions: '',
    ...needed,
    ...changed,
  }
}

export function newSamlId(): string {
  return `_${randomBytes(16).toString('hex')}`
}

/** As Base64. `tamper` changes the signed text. */
export async function respond(
  statement: SamlStatement,
  signing: SamlSigning,
  tamper: (xml: string) => string = (xml) => xml,
): Promise<string> {
  return Buffer.from(tamper(await responseXml(statement, signing))).toString('base64')
}

export async function responseXml(statement: SamlStatement, signing: SamlSigning): Promise<string> {
  const plain = signing.edit(assertionXml(statement))
  const signed = signing.signsAssertion ? signXml(plain, 'Assertion', signing) : plain
  const assertion = signing.encryptsFor === null ? signed : await encrypted(signed, signing)
  const response = signing.editResponse(envelope(statement, assertion))
  return signing.signsResponse ? signXml(response, 'Response', signing) : response
}

function envelope(statement: SamlStatement, assertion: string): string {
  const { responseId, issuedAt, destination, inResponseTo, issuer, status } = statement
  return [
    `<samlp:Response ${samlNamespaces} ID="${responseId}" Version="2.0" IssueInstant="${issuedAt.toISOString()}"`,
    ` Destination="${destination}"${answering(inResponseTo)}><saml:Issuer>${issuer}</saml:Issuer>`,
    `<samlp:Status><samlp:StatusCode Value="${status}"/></samlp:Status>${assertion}</samlp:Response>`,
  ].join('')
}

export function assertionXml(statement: SamlStatement): string {
  const { assertionId, issuedAt, issuer, nameId, nameIdFormat, method, recipient } = statement
  const { inResponseTo, notOnOrAfter, notBefore, audience, attributes, extra, conditions } = statement
  return [
    `<saml:Assertion ${samlNamespaces} ID="${assertionId}" Version="2.0" IssueInstant="${issuedAt.toISOString()}">`,
    `<saml:Issuer>${issuer}</saml:Issuer><saml:Subject>`,
    `<saml:NameID Format="${nameIdFormat}">${nameId}</saml:NameID><saml:SubjectConfirmation Method="${method}">`,
    `<saml:SubjectConfirmationData Recipient="${recipient}"${answering(inResponseTo)}`,
    ` NotOnOrAfter="${notOnOrAfter.toISOString()}"/></saml:SubjectConfirmation></saml:Subject>`,
    `<saml:Conditions NotBefore="${notBefore.toISOString()}" NotOnOrAfter="${notOnOrAfter.toISOString()}">`,
    audience === '' ? '' : restriction(audience),
    `${conditions}</saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${issuedAt.toISOString()}" SessionIndex="${assertionId}s"><saml:AuthnContext>`,
    '<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>',
    `</saml:AuthnContext></saml:AuthnStatement>${statementOf(attributes)}${extra}</saml:Assertion>`,
  ].join('')
}

function restriction(audience: string): string {
  return `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction>`
}

function statementOf(attributes: Record<string, string[]>): string {
  const given = Object.entries(attributes)
  if (given.length === 0) return ''
  const listed = given.map(([name, values]) => {
    const texts = values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`)
    return `<saml:Attribute Name="${name}">${texts.join('')}</saml:Attribute>`
  })
  return `<saml:AttributeStatement>${listed.join('')}</saml:AttributeStatement>`
}

function answering(inResponseTo: string | null): string {
  return inResponseTo === null ? '' : ` InResponseTo="${inResponseTo}"`
}

/** Of the first element with this name, as its second child. */
export function signXml(
  xml: string,
  name: 'Response' | 'Assertion' | 'LogoutRequest' | 'LogoutResponse',
  { keys, signatureAlgorithm, digestAlgorithm }: SamlSigning,
): string {
  const element = `//*[local-name(.)='${name}'][1]`
  const signer = new SignedXml({
    privateKey: keys.key,
    publicCert: keys.certificate,
    signatureAlgorithm,
    canonicalizationAlgorithm: exclusive,
  })
  signer.addReference({ xpath: element, digestAlgorithm, transforms: [enveloped, exclusive] })
  const after = { reference: `${element}/*[local-name(.)='Issuer'][1]`, action: 'after' } as const
  signer.computeSignature(xml, { prefix: 'ds', location: after })
  return signer.getSignedXml()
}

async function encrypted(xml: string, { encryptsFor, cipher, keyTransport }: SamlSigning): Promise<string> {
  const certificate = encryptsFor ?? ''
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const text = await promisify(encrypt)(xml, {
    rsa_pub: key,
    pem: certificate,
    encryptionAlgorithm: cipher,
    keyEncryptionAlgorithm: keyTransport,
    warnInsecureAlgorithm: false,
  } as Parameters<typeof encrypt>[1])
  return `<saml:EncryptedAssertion>${text}</saml:EncryptedAssertion>`
}

/** What a redirect to the provider says. */
export function readSamlRequest(url: string): { id: string; relayState: string; xml: string } {
  const query = new URL(url).searchParams
  const xml = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString()
  const [, id = ''] = /\bID="([^"]+)"/.exec(xml) ?? []
  return { id, relayState: query.get('RelayState') ?? '', xml }
}

interface ProviderFacts {
  issuer: string
  signInUrl: string
  keys: readonly SamlKeys[]
  wantsSigned?: boolean
  binding?: 'HTTP-Redirect' | 'HTTP-POST'
  signOutUrl?: string
}

export function providerMetadata({ issuer, signInUrl, keys, wantsSigned, ...facts }: ProviderFacts): string {
  const { binding = 'HTTP-Redirect', signOutUrl } = facts
  const at = (url: string) => `Location="${url}" Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}"/>`
  const descriptors = keys.map(({ certificate }) => {
    const text = certificate.replace(/-----[A-Z ]+-----/g, '')
    const data = `<ds:X509Data><ds:X509Certificate>${text}</ds:X509Certificate></ds:X509Data>`
    return `<md:KeyDescriptor use="signing"><ds:KeyInfo>${data}</ds:KeyInfo></md:KeyDescriptor>`
  })
  return [
    '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"',
    ` entityID="${issuer}"><md:IDPSSODescriptor WantAuthnRequestsSigned="${wantsSigned ?? false}"`,
    ' protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    `${descriptors.join('')}${signOutUrl === undefined ? '' : `<md:SingleLogoutService ${at(signOutUrl)}`}`,
    `<md:SingleSignOnService ${at(signInUrl)}</md:IDPSSODescriptor></md:EntityDescriptor>`,
  ].join('')
}
