import { isEntityId } from '@/lib/domain/connections/saml-options'
import { ProviderProblem } from '../provider-problem'
import { assertEncryptionForm } from './encryption'
import { assertSignatureForm } from './signature'
import { SamlRefusal } from './saml-refusal'
import { attributeOf, childOf, childrenOf, elementsOf, isElement, parseXml, textOf, wrongXml } from './xml'

export const responseLimits = { characters: 100_000, elements: 2000 }
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const cancelled = 'urn:oasis:names:tc:SAML:2.0:status:RequestDenied'

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
  assertAddressed(root, expected)
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

/** The destination is required in a signed response by POST (Bindings, 3.5.5.2). */
function assertAddressed(root: Element, { destination }: ExpectedResponse): void {
  if (attributeOf(root, 'Destination') !== destination) throw new ProviderProblem('saml_recipient')
}

function issuerOf(root: Element, { issuer: expected }: ExpectedResponse): string {
  const [issuer, ...others] = childrenOf(root, 'assertion', 'Issuer').map(textOf)
  const isRight = expected === null ? isEntityId(issuer ?? '') : issuer === expected
  if (issuer === undefined || others.length > 0 || !isRight) throw new ProviderProblem('wrong_issuer')
  return issuer
}
