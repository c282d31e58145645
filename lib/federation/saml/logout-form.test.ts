import { describe, expect, it } from 'vitest'
import { logoutRequest } from '@/test/saml-logout'
import { createSamlLogoutFixture, unsignedForm } from '@/test/saml-logout-fixture'

const { stranger, statement, read, byForm } = await createSamlLogoutFixture()
const sha1 = 'http://www.w3.org/2000/09/xmldsig#'

describe('a form', () => {
  const replacing = (from: string | RegExp, to: string) => byForm({}, {}, (xml) => xml.replace(from, to))
  const good = byForm()
  const evil = logoutRequest(statement({ id: '_forged', nameId: 'olu' }))

  it.each<[string, string, URLSearchParams]>([
    ['saml_unsigned', 'no signature', unsignedForm(logoutRequest(statement()))],
    ['saml_signature', 'another key', byForm({}, { keys: stranger })],
    ['saml_signature', 'a NameID that was changed', replacing('>ann<', '>olu<')],
    [
      'saml_signature',
      'a session that was added',
      replacing('</saml:NameID>', '$&<samlp:SessionIndex>a</samlp:SessionIndex>'),
    ],
    ['saml_signature', 'a signature of another element', replacing(/URI="[^"]+"/, 'URI="#_other"')],
    ['saml_algorithm', 'SHA-1 in the signature', byForm({}, { signatureAlgorithm: `${sha1}rsa-sha1` })],
    ['saml_algorithm', 'SHA-1 in the digest', byForm({}, { digestAlgorithm: `${sha1}sha1` })],
    [
      'saml_algorithm',
      'HMAC',
      replacing(/SignatureMethod Algorithm="[^"]+"/, `SignatureMethod Algorithm="${sha1}hmac-sha1"`),
    ],
    ['wrong_answer', 'two signatures', replacing(/(<ds:Signature[\s\S]*?<\/ds:Signature>)/, '$1$1')],
    ['wrong_answer', 'a comment in the NameID', replacing('>ann<', '>an<!---->n<')],
    [
      'wrong_answer',
      'a document type',
      replacing('<samlp:LogoutRequest', '<!DOCTYPE x><samlp:LogoutRequest'),
    ],
    [
      'wrong_answer',
      'an object in the signature',
      replacing('</ds:Signature>', '<ds:Object/></ds:Signature>'),
    ],
    ['wrong_answer', 'two messages', new URLSearchParams([...good, ...byForm()])],
    ['wrong_answer', 'a response beside it', new URLSearchParams([...good, ['SAMLResponse', 'x']])],
    ['wrong_answer', 'no message', new URLSearchParams()],
    ['wrong_answer', 'no Base64', new URLSearchParams({ SAMLRequest: '%' })],
    [
      'wrong_answer',
      'two RelayStates',
      new URLSearchParams([...good, ['RelayState', 'a'], ['RelayState', 'b']]),
    ],
    // Signature wrapping: the signed request inside of a forged one.
    [
      'saml_unsigned',
      'the signed request in a forged one',
      byForm({}, {}, (xml) => evil.replace('</samlp:LogoutRequest>', `${xml}</samlp:LogoutRequest>`)),
    ],
    [
      'saml_signature',
      'the signature moved to a forged request',
      byForm({}, {}, (xml) => forgedAround(xml, evil)),
    ],
    [
      'saml_signature',
      'the signed request in an object of the signature',
      byForm({}, {}, (xml) => forgedAround(xml, evil, true)),
    ],
    [
      'wrong_answer',
      'the same with one ID for both',
      byForm({ id: '_one' }, {}, (xml) => forgedAround(xml, evil.replace('_forged', '_one'), true)),
    ],
  ])('%s: %s', (reason, _, form) => {
    expect(() => read({ form })).toThrow(expect.objectContaining({ reason }))
  })
})

/** The forged request with the signature of the signed one, which is inside of it or of its signature. */
function forgedAround(signed: string, forged: string, inObject = false): string {
  const [signature = ''] = /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(signed) ?? []
  const original = signed.replace(signature, '')
  const within = signature.replace('</ds:Signature>', `<ds:Object>${original}</ds:Object></ds:Signature>`)
  const placed = inObject ? within : `${signature}<samlp:Extensions>${original}</samlp:Extensions>`
  return forged.replace('</saml:Issuer>', `</saml:Issuer>${placed}`)
}
