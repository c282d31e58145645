import { ProviderProblem } from '../provider-problem'
import { attributeOf, elementsOf, wrongXml } from './xml'

const aes = 'http://www.w3.org/2001/04/xmlenc#aes'
const gcm = 'http://www.w3.org/2009/xmlenc11#aes'
/** CBC is safe here: the response around it is signed, which is checked before anything is decrypted. */
const ciphers = [`${aes}128-cbc`, `${aes}256-cbc`, `${gcm}128-gcm`, `${gcm}256-gcm`]
const keyTransports = ['http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p']

/** One encrypted key and one text. RSA 1.5 and Triple DES are refused. @throws ProviderProblem saml_algorithm */
export function assertEncryptionForm(encrypted: Element): void {
  const all = elementsOf(encrypted)
  const methods = all.filter(({ localName }) => localName === 'EncryptionMethod')
  const isOf = (method: Element, name: string) => (method.parentNode as Element).localName === name
  const of = (name: string) =>
    methods.filter((one) => isOf(one, name)).map((one) => attributeOf(one, 'Algorithm') ?? '')
  const [text, ...moreTexts] = of('EncryptedData')
  const [key, ...moreKeys] = of('EncryptedKey')
  const isOne = moreTexts.length + moreKeys.length === 0 && methods.length === 2
  if (text === undefined || key === undefined || !isOne) throw wrongXml('not one encrypted text and key')
  if (!ciphers.includes(text) || !keyTransports.includes(key)) throw new ProviderProblem('saml_algorithm')
  if (all.some(({ localName }) => localName === 'CipherReference')) throw wrongXml('a reference')
}
