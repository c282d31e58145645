import { SignedXml } from 'xml-crypto'
import { readCertificate } from '@/lib/domain/connections/saml-options'
import { ProviderProblem } from '../provider-problem'
import { childOf } from './xml'

interface Signed {
  /** What the signature covers, in canonical form: nothing else of the message may be read. */
  text: string
  /** The one of the certificates with which it was made. */
  certificate: string
}

/**
 * Of `signed`, an element of the document `xml` whose form assertSignatureForm() has checked. Keys come from the certificates
 * only, never from the message. @throws ProviderProblem saml_signature
 */
export function verifySignature(xml: string, signed: Element, certificates: readonly string[]): Signed {
  const signature = childOf(signed, 'signature', 'Signature')
  for (const certificate of certificates) {
    const text = textSignedBy(certificate, { xml, signature })
    if (text !== null) return { text, certificate }
  }
  throw new ProviderProblem('saml_signature')
}

function textSignedBy(
  certificate: string,
  { xml, signature }: { xml: string; signature: Element },
): string | null {
  const publicKey = readCertificate(certificate)?.publicKey
  if (!publicKey) return null
  const verifier = new SignedXml({
    publicCert: publicKey.export({ type: 'spki', format: 'pem' }),
    getCertFromKeyInfo: () => null,
  })
  try {
    verifier.loadSignature(signature)
    if (!verifier.checkSignature(xml.replace(/\r\n?/g, '\n'))) return null
    const [text, ...others] = verifier.getSignedReferences()
    return others.length === 0 ? (text ?? null) : null
  } catch {
    return null
  }
}
