import { isEntityId } from '@/lib/domain/connections/saml-options'
import { ProviderProblem, SamlRefusal } from '../provider-problem'
import { assertSignatureForm } from './signature'
import { attributeOf, childOf, childrenOf, elementsOf, isElement, parseXml, textOf, wrongXml } from './xml'

export const responseLimits = { characters: 100_000, elements: 2000 }
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const cancelled = 'urn:oasis:names:tc:SAML:2.0:status:RequestDenied'
const aes = 'http://www.w3.org/2001/04/xmlenc#aes'
const gcm = 'http://www.w3.org/2009/xmlenc11#aes'
/** CBC is safe here: the response around it is signed, which is checked before anything is decrypted. */
const ciphers = [`${aes}128-cbc`, `${aes}256-cbc`, `${gcm}128-gcm`, `${gcm}256-gcm`]
const keyTransports = ['http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p']

export interface ResponseEnvelope {
  xml: string
  root: Element
  /** Entity ID of the provider: the expected one or, while none is known, that of the response. */
  issuer: string
  /** Null if the provider began. */
  inResponseTo: string | null
}

export interface ExpectedResponse {
  /** ACS URL. */
  destination: string
  /** Entity ID of the provider; null while it is not known. */
  issuer: string | null
}

/** Everything but the signatures’ validity, which node-saml checks on the same text. @throws ProviderProblem */
export function readResponse(message: string, expected: ExpectedResponse): ResponseEnvelope {
  const xml = decodeBase64(message)
  const root = parseXml(xml, responseLimits)
  if (!isElement(root, 'protocol', 'Response') || attributeOf(root, 'Version') !== '2.0')
    throw wrongXml('not a Response')
  assertSuccess(root)
  assertPlaces(root)
  assertSignatureForm(root)
  assertAssertionForm(root)
  // Required in a signed response by POST (Bindings, 3.5.5.2).
  if (attributeOf(root, 'Destination') !== expected.destination) throw new ProviderProblem('saml_recipient')
  return { xml, root, issuer: issuerOf(root, expected), inResponseTo: attributeOf(root, 'InResponseTo') }
}

/** @throws ProviderProblem wrong_answer */
export function decodeBase64(message: string): string {
  const bytes = decodeBase64Bytes(message)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw wrongXml('not UTF-8')
  }
}

/** Line breaks are allowed. @throws ProviderProblem wrong_answer */
export function decodeBase64Bytes(encoded: string): Buffer {
  const text = encoded.replace(/[\r\n]/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw wrongXml('not Base64')
  return Buffer.from(text, 'base64')
}

/** Providers do not sign refusals, so nothing else of them is used. */
function assertSuccess(root: Element): void {
  const status = childOf(root, 'protocol', 'Status')
  const code = childOf(status, 'protocol', 'StatusCode')
  if (attributeOf(code, 'Value') === success) return
  const codes = elementsOf(status)
    .filter((one) => isElement(one, 'protocol', 'StatusCode'))
    .map((one) => attributeOf(one, 'Value') ?? '')
  const message = childrenOf(status, 'protocol', 'StatusMessage').map(textOf)
  const reason = codes.includes(cancelled) ? 'cancelled' : 'refused_there'
  throw new ProviderProblem(reason, new SamlRefusal([...codes.map(lastPart), ...message].join(': ')))
}

function lastPart(code: string): string {
  return code.slice(code.lastIndexOf(':') + 1)
}

/** One response with one assertion, and signatures as their children only: no element to wrap a signed copy in. */
function assertPlaces(root: Element): void {
  const names = ['Response', 'Assertion', 'EncryptedAssertion', 'Signature']
  const placed = elementsOf(root).filter(({ localName }) => names.includes(localName))
  const assertions = placed.filter(({ localName }) => localName.endsWith('Assertion'))
  const isMisplaced = placed.some((element) => {
    if (element === root) return false
    if (element.localName === 'Response') return true
    const { parentNode } = element
    return element.localName === 'Signature'
      ? parentNode !== root && !assertions.some((one) => one === parentNode)
      : parentNode !== root
  })
  if (isMisplaced || assertions.length !== 1) throw wrongXml('elements in unusual places')
}

function assertAssertionForm(root: Element): void {
  const [encrypted] = childrenOf(root, 'assertion', 'EncryptedAssertion')
  if (encrypted) assertEncryptionForm(encrypted)
  else assertSignatureForm(childOf(root, 'assertion', 'Assertion'))
}

/** One encrypted key and one text. RSA 1.5 and Triple DES are refused. @throws ProviderProblem saml_algorithm */
function assertEncryptionForm(encrypted: Element): void {
  const all = elementsOf(encrypted)
  const methods = all.filter(({ localName }) => localName === 'EncryptionMethod')
  const algorithmsOf = (parent: string) =>
    methods
      .filter(({ parentNode }) => (parentNode as Element).localName === parent)
      .map((method) => attributeOf(method, 'Algorithm') ?? '')
  const [text, ...moreTexts] = algorithmsOf('EncryptedData')
  const [key, ...moreKeys] = algorithmsOf('EncryptedKey')
  const isOne = moreTexts.length + moreKeys.length === 0 && methods.length === 2
  if (text === undefined || key === undefined || !isOne) throw wrongXml('not one encrypted text and key')
  if (!ciphers.includes(text) || !keyTransports.includes(key)) throw new ProviderProblem('saml_algorithm')
  if (all.some(({ localName }) => localName === 'CipherReference')) throw wrongXml('a reference')
}

function issuerOf(root: Element, { issuer: expected }: ExpectedResponse): string {
  const [issuer, ...others] = childrenOf(root, 'assertion', 'Issuer').map(textOf)
  const isRight = expected === null ? isEntityId(issuer ?? '') : issuer === expected
  if (issuer === undefined || others.length > 0 || !isRight) throw new ProviderProblem('wrong_issuer')
  return issuer
}
