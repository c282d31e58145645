import { promisify } from 'node:util'
import type { Profile } from '@node-saml/node-saml'
import { XMLSerializer } from '@xmldom/xmldom'
import { decrypt } from 'xml-encryption'
import { ProviderProblem } from '../provider-problem'
import { assertionLimits, readAssertion, type SamlAssertion } from './assertion'
import { readResponse, responseLimits } from './response'
import { serviceKeyOf, serviceProviderOf, type ServiceProviderOf } from './service-provider'
import type { ServiceAddresses } from './service-urls'
import { assertSignatureForm } from './signature'
import { verifySignature } from './verify-signature'
import { childrenOf, isElement, parseXml, wrongXml } from './xml'

export interface VerifiedResponse {
  assertion: SamlAssertion
  /** Entity ID of the provider: any, signed, while the connection has none. */
  issuer: string
  /** ID of the request that it answers; null if the provider began. */
  inResponseTo: string | null
  /** With which both were signed. */
  certificate: string
}

type Receiver = Pick<ServiceProviderOf, 'tenant' | 'provider'> & {
  /** Where the response came: it has to be for these and no others. */
  addresses: ServiceAddresses
}

/**
 * All checks but two, which need stored state: whether the request was made in this browser, and whether the assertion was
 * used before. `message` is the Base64 text of the form. @throws ProviderProblem
 */
export async function verifyResponse(
  of: Receiver,
  message: string,
  now = new Date(),
): Promise<VerifiedResponse> {
  const { provider, addresses } = of
  const { options } = provider
  const { entityId: audience, acsUrl: destination } = addresses
  const { xml, root, issuer, inResponseTo } = readResponse(message, { destination, issuer: options.issuer })
  const { text, certificate } = verifySignature(xml, root, options.certificates)
  const key = await serviceKeyOf(provider)
  await assertDecryptedForm(parseXml(text, responseLimits), key)
  const signer = { ...options, issuer, certificates: [certificate] }
  const signedBy = { ...of, provider: { ...provider, options: signer } }
  const assertion = readAssertion(await signedAssertion(signedBy, xml), {
    issuer,
    audience,
    recipient: destination,
    inResponseTo,
    now,
  })
  return { assertion, issuer, inResponseTo, certificate }
}

/**
 * Bounds what an encrypted assertion contains, before the library decrypts and parses it again. `response` is what the
 * response’s signature covers: nothing else may be decrypted, as CBC tells an attacker about changed texts.
 * @throws ProviderProblem saml_encryption; wrong_answer
 */
async function assertDecryptedForm(response: Element, key: string): Promise<void> {
  const [encrypted] = childrenOf(response, 'assertion', 'EncryptedAssertion')
  if (!encrypted) return
  const text = await promisify(decrypt)(new XMLSerializer().serializeToString(encrypted), { key }).catch(
    (error: unknown) => {
      throw new ProviderProblem('saml_encryption', error)
    },
  )
  const assertion = parseXml(text, assertionLimits)
  if (!isElement(assertion, 'assertion', 'Assertion')) throw wrongXml('no assertion in the encrypted one')
  assertSignatureForm(assertion)
}

/** The text that both signatures cover, decrypted, of one certificate. The library checks both again. */
async function signedAssertion(of: ServiceProviderOf, xml: string): Promise<string> {
  const service = await serviceProviderOf(of)
  const message = { SAMLResponse: Buffer.from(xml).toString('base64') }
  const profile = await service.validatePostResponseAsync(message).then(
    (found) => found.profile,
    (error: unknown) => {
      throw problemOf(error, xml.includes('EncryptedAssertion'))
    },
  )
  return assertionXml(profile)
}

function assertionXml(profile: Profile | null): string {
  const xml = profile?.getAssertionXml?.()
  if (xml === undefined) throw new ProviderProblem('wrong_answer')
  return xml
}

/** The library distinguishes its errors by their message only. */
function problemOf(error: unknown, isEncrypted: boolean): ProviderProblem {
  const text = error instanceof Error ? error.message : ''
  if (/signature/i.test(text)) return new ProviderProblem('saml_signature', error)
  if (/expired|not yet valid|No valid subject confirmation/i.test(text))
    return new ProviderProblem('saml_time', error)
  if (/audience/i.test(text)) return new ProviderProblem('saml_recipient', error)
  return new ProviderProblem(isEncrypted ? 'saml_encryption' : 'wrong_answer', error)
}
