import { verify } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { readCertificate } from '@/lib/domain/connections/saml-options'
import { ProviderProblem } from '../provider-problem'
import { decodeBase64Bytes } from './response'
import { wrongXml } from './xml'

export interface MessageText {
  name: 'SAMLRequest' | 'SAMLResponse'
  xml: string
  relayState: string | null
}

const longestMessage = 100_000
const longestQuery = 16_000
const deflate = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE'
const signed = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg']
const known = [...signed, 'Signature', 'SAMLEncoding']
const algorithms = new Map([
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', 'sha512'],
])

/**
 * A message by HTTP-Redirect (Bindings, 3.4.4). `query` as it was received: the signature covers its octets, which differ
 * from provider to provider for the same values. @throws ProviderProblem
 */
export function readSignedQuery(query: string, certificates: readonly string[]): MessageText {
  if (query.length > longestQuery) throw wrongXml('too long')
  const raw = parametersIn(query)
  const name = nameIn(raw)
  if (decoded(raw, 'SAMLEncoding', deflate) !== deflate) throw wrongXml('an unknown encoding')
  assertSigned(raw, { name, certificates })
  const relayState = raw.has('RelayState') ? decoded(raw, 'RelayState') : null
  return { name, xml: inflated(decoded(raw, name)), relayState }
}

/** Without decoding. Names that are encoded differ from the known ones. */
function parametersIn(query: string): Map<string, string> {
  const raw = new Map<string, string>()
  for (const part of query.replace(/^\?/, '').split('&')) {
    const [name = '', ...value] = part.split('=')
    if (!known.includes(name)) continue
    if (raw.has(name)) throw wrongXml(`${name} twice`)
    raw.set(name, value.join('='))
  }
  return raw
}

function nameIn(raw: Map<string, string>): MessageText['name'] {
  if (raw.has('SAMLRequest') === raw.has('SAMLResponse')) throw wrongXml('not one message')
  return raw.has('SAMLRequest') ? 'SAMLRequest' : 'SAMLResponse'
}

interface SignedBy {
  name: MessageText['name']
  certificates: readonly string[]
}

function assertSigned(raw: Map<string, string>, { name, certificates }: SignedBy): void {
  if (!raw.has('Signature') || !raw.has('SigAlg')) throw new ProviderProblem('saml_unsigned')
  const algorithm = algorithms.get(decoded(raw, 'SigAlg'))
  if (algorithm === undefined) throw new ProviderProblem('saml_algorithm')
  const text = [name, 'RelayState', 'SigAlg']
    .filter((one) => raw.has(one))
    .map((one) => `${one}=${raw.get(one) ?? ''}`)
    .join('&')
  const signature = decodeBase64Bytes(decoded(raw, 'Signature'))
  const isSigned = certificates.some((certificate) => {
    const key = readCertificate(certificate)?.publicKey
    return key !== undefined && verify(algorithm, Buffer.from(text), key, signature)
  })
  if (!isSigned) throw new ProviderProblem('saml_signature')
}

function decoded(raw: Map<string, string>, name: string, otherwise = ''): string {
  const value = raw.get(name)
  if (value === undefined) return otherwise
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    throw wrongXml(`${name} is not URL-encoded`)
  }
}

function inflated(base64: string): string {
  const bytes = decodeBase64Bytes(base64)
  try {
    const text = inflateRawSync(bytes, { maxOutputLength: longestMessage })
    return new TextDecoder('utf-8', { fatal: true }).decode(text)
  } catch {
    throw wrongXml('not a compressed message')
  }
}
