import { ProviderProblem } from '../provider-problem'
import { attributeOf, childElements, childOf, childrenOf, elementsOf, wrongXml } from './xml'

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const more = 'http://www.w3.org/2001/04/xmldsig-more#'
const encryption = 'http://www.w3.org/2001/04/xmlenc#'

const canonicalizations = [exclusive]
const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive]
const signatures = [`${more}rsa-sha256`, `${more}rsa-sha384`, `${more}rsa-sha512`]
const digests = [`${encryption}sha256`, `${more}sha384`, `${encryption}sha512`]

/**
 * Requires the one form of a signature that SAML allows (Core, 5.4): of its parent, by one reference to its ID, in exclusive
 * canonical form. Whether it is valid is checked by node-saml. @throws ProviderProblem saml_unsigned; saml_algorithm
 */
export function assertSignatureForm(signed: Element): void {
  const [signature, ...others] = childrenOf(signed, 'signature', 'Signature')
  if (!signature) throw new ProviderProblem('saml_unsigned')
  if (others.length > 0) throw wrongXml('two signatures')
  const information = childOf(signature, 'signature', 'SignedInfo')
  const reference = childOf(information, 'signature', 'Reference')
  assertReference(reference, signed)
  assertAlgorithm(childOf(information, 'signature', 'CanonicalizationMethod'), canonicalizations)
  assertAlgorithm(childOf(information, 'signature', 'SignatureMethod'), signatures)
  assertAlgorithm(childOf(reference, 'signature', 'DigestMethod'), digests)
  for (const transform of childElements(childOf(reference, 'signature', 'Transforms')))
    assertAlgorithm(transform, transforms)
  // Objects are where wrapped copies are hidden; a signature of SAML has none (Core, 5.4.5).
  if (elementsOf(signature).some(({ localName }) => localName === 'Object')) throw wrongXml('an Object')
}

function assertReference(reference: Element, signed: Element): void {
  const id = attributeOf(signed, 'ID')
  if (id === null || !/^[A-Za-z_][\w.-]{0,199}$/.test(id)) throw wrongXml('no usable ID')
  if (attributeOf(reference, 'URI') !== `#${id}`) throw new ProviderProblem('saml_signature')
}

function assertAlgorithm(element: Element, allowed: readonly string[]): void {
  const algorithm = attributeOf(element, 'Algorithm')
  if (algorithm === null || !allowed.includes(algorithm)) throw new ProviderProblem('saml_algorithm')
}
