import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import { ProviderProblem } from '../provider-problem'
import { nameOf } from './assertion'
import { decodeBase64 } from './response'
import { assertSignatureForm } from './signature'
import { type MessageText, readSignedQuery } from './signed-query'
import { assertIssuedRecently, assertTimes } from './times'
import { verifySignature } from './verify-signature'
import { attributeOf, childOf, childrenOf, isElement, parseXml, textOf, wrongXml } from './xml'

const logoutLimits = { characters: 100_000, elements: 500 }
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const longestRelayState = 2000
const messageNames = ['SAMLRequest', 'SAMLResponse'] as const

/** As it was received: HTTP-Redirect’s query or HTTP-POST’s form. */
export type Received = { query: string } | { form: URLSearchParams }

export interface LogoutRequest {
  kind: 'request'
  id: string
  nameId: string
  sessionIndexes: string[]
  relayState: string | null
}

export interface LogoutResponse {
  kind: 'response'
  inResponseTo: string
  isSuccess: boolean
  relayState: string | null
}

interface Expected {
  provider: SamlProvider
  /** Our single logout service. */
  destination: string
  now?: Date
}

/**
 * A message for our single logout service, signed by the provider, for us and recent (Profiles, 4.4). Whether it came before is
 * not checked. @throws ProviderProblem
 */
export function readLogoutMessage(
  received: Received,
  { provider, destination, now = new Date() }: Expected,
): LogoutRequest | LogoutResponse {
  const { issuer, certificates } = provider.options
  const { name, xml, relayState } =
    'query' in received
      ? readSignedQuery(received.query, certificates)
      : readSignedForm(received.form, certificates)
  if (relayState !== null && relayState.length > longestRelayState) throw wrongXml('a long RelayState')
  const root = parseXml(xml, logoutLimits)
  if (attributeOf(root, 'Version') !== '2.0') throw wrongXml('not SAML 2.0')
  if (attributeOf(root, 'Destination') !== destination) throw new ProviderProblem('saml_recipient')
  if (textOf(childOf(root, 'assertion', 'Issuer')) !== issuer) throw new ProviderProblem('wrong_issuer')
  assertIssuedRecently(attributeOf(root, 'IssueInstant'), now)
  const read = name === 'SAMLRequest' ? readRequest(root, now) : readResponse(root)
  return { ...read, relayState }
}

/** Only what the signature covers. */
function readSignedForm(form: URLSearchParams, certificates: readonly string[]): MessageText {
  const messages = messageNames.flatMap((name) => form.getAll(name).map((text) => ({ name, text })))
  const [message, ...others] = messages
  const [relayState = null, ...otherStates] = form.getAll('RelayState')
  if (!message || others.length + otherStates.length > 0) throw wrongXml('not one message')
  const xml = decodeBase64(message.text)
  const root = parseXml(xml, logoutLimits)
  assertSignatureForm(root)
  return { name: message.name, xml: verifySignature(xml, root, certificates).text, relayState }
}

function readRequest(root: Element, now: Date): Omit<LogoutRequest, 'relayState'> {
  if (!isElement(root, 'protocol', 'LogoutRequest')) throw wrongXml('not a LogoutRequest')
  assertTimes({ notBefore: null, notOnOrAfter: attributeOf(root, 'NotOnOrAfter') }, now)
  const sessionIndexes = childrenOf(root, 'protocol', 'SessionIndex').map(textOf)
  return { kind: 'request', id: idOf(root), nameId: nameOf(root).nameId, sessionIndexes }
}

function readResponse(root: Element): Omit<LogoutResponse, 'relayState'> {
  if (!isElement(root, 'protocol', 'LogoutResponse')) throw wrongXml('not a LogoutResponse')
  const code = childOf(childOf(root, 'protocol', 'Status'), 'protocol', 'StatusCode')
  const inResponseTo = attributeOf(root, 'InResponseTo') ?? ''
  return { kind: 'response', inResponseTo, isSuccess: attributeOf(code, 'Value') === success }
}

function idOf(root: Element): string {
  const id = attributeOf(root, 'ID')
  if (id === null || id.length > 200 || id.includes('\0')) throw wrongXml('no usable ID')
  return id
}
