import { promisify } from 'node:util'
import { XMLSerializer } from '@xmldom/xmldom'
import { decrypt } from 'xml-encryption'
import { ProviderProblem } from '../provider-problem'
import { assertionLimits } from './assertion'
import { assertSignatureForm } from './signature'
import { childrenOf, isElement, parseXml, wrongXml } from './xml'

/**
 * Bounds what an encrypted assertion contains, before the library decrypts and parses it again. `response` is what the
 * response’s signature covers: nothing else may be decrypted, as CBC tells an attacker about changed texts.
 * @throws ProviderProblem saml_encryption; wrong_answer
 */
export async function assertDecryptedForm(response: Element, key: string): Promise<void> {
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
