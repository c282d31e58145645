import { assertionXml, type SamlKeys, type SamlSigning } from './saml-identity-provider'
import { type Deviation, type Deviations, replacing } from './saml-deviations'
import type { SamlFixture } from './saml-fixture'
import { wrappings } from './saml-wrapping'

const sha1 = 'http://www.w3.org/2000/09/xmldsig#'
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

/** XML and signatures that are not what they should be. `stranger` has keys that the connection does not know. */
export function forgeries(fixture: SamlFixture, stranger: SamlKeys): Deviations {
  const ours = fixture.of.provider.options.ownCertificate
  return {
    ...unusualMarkup(),
    ...wrongSignatures(stranger),
    ...wrongAlgorithms(),
    ...wrongStructures(fixture),
    ...wrongEncryption(ours, stranger),
    ...excesses(),
  }
}

function unusualMarkup(): Deviations {
  return {
    ...Object.fromEntries(
      Object.entries(wrappings).map(([name, tamper]) => [name, ['wrong_answer', { tamper }]]),
    ),
    'a comment in the NameID': ['wrong_answer', truncating('<!---->')],
    'a processing instruction in the NameID': ['wrong_answer', truncating('<?x ?>')],
    'a CDATA section in the NameID': [
      'wrong_answer',
      replacing('ann@acme.test', '<![CDATA[ann@acme.test]]>'),
    ],
    'an element in the NameID': ['wrong_answer', { statement: { nameId: 'ann@acme.test<saml:x/>' } }],
    'a document type': ['wrong_answer', { tamper: doctype('') }],
    'an external entity': ['wrong_answer', { tamper: doctype('<!ENTITY x SYSTEM "file:///etc/passwd">') }],
    'entities that expand': ['wrong_answer', { tamper: doctype('<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">') }],
  }
}

function wrongSignatures(stranger: SamlKeys): Deviations {
  return {
    'an unsigned response': ['saml_unsigned', { signing: { signsResponse: false } }],
    'an unsigned assertion': ['saml_unsigned', { signing: { signsAssertion: false } }],
    'no signature at all': ['saml_unsigned', { signing: { signsResponse: false, signsAssertion: false } }],
    'another key': ['saml_signature', { signing: { keys: stranger } }],
    'a NameID that was changed': ['saml_signature', replacing('ann@acme.test', 'olu@lumen.test')],
    'an attribute that was added': [
      'saml_signature',
      replacing('</saml:AuthnStatement>', '</saml:AuthnStatement><saml:AttributeStatement/>'),
    ],
    'a status that was changed to success': [
      'saml_signature',
      { statement: { status: 'urn:x:Responder' }, tamper: (xml) => xml.replace('urn:x:Responder', success) },
    ],
    'a transform by XSLT': [
      'saml_algorithm',
      replacing(
        '<ds:Transforms>',
        '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>',
      ),
    ],
    'a signature of the whole document': ['saml_signature', replacing(/URI="[^"]+"/, 'URI=""')],
    'a signature of another element': ['saml_signature', replacing(/URI="[^"]+"/, 'URI="#_other"')],
    'a signature with two references': [
      'wrong_answer',
      replacing(/(<ds:Reference[\s\S]*?<\/ds:Reference>)/, '$1$1'),
    ],
    'two signatures of one element': [
      'wrong_answer',
      replacing(/(<ds:Signature[\s\S]*?<\/ds:Signature>)/, '$1$1'),
    ],
  }
}

function wrongAlgorithms(): Deviations {
  return {
    'SHA-1 in the signature': ['saml_algorithm', { signing: { signatureAlgorithm: `${sha1}rsa-sha1` } }],
    'SHA-1 in the digest': ['saml_algorithm', { signing: { digestAlgorithm: `${sha1}sha1` } }],
    'an HMAC with the certificate as its key': [
      'saml_algorithm',
      replacing(/SignatureMethod Algorithm="[^"]+"/g, `SignatureMethod Algorithm="${sha1}hmac-sha1"`),
    ],
    'the algorithm none': [
      'saml_algorithm',
      replacing(/SignatureMethod Algorithm="[^"]+"/g, 'SignatureMethod Algorithm="none"'),
    ],
    'a canonical form with comments': [
      'saml_algorithm',
      replacing(
        /CanonicalizationMethod Algorithm="[^"]+"/g,
        'CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#WithComments"',
      ),
    ],
  }
}

function wrongStructures({ statement }: Pick<SamlFixture, 'statement'>): Deviations {
  return {
    'two assertions': ['wrong_answer', replacing(/(<saml:Assertion[\s\S]*<\/saml:Assertion>)/, '$1$1')],
    'two assertions with IDs of their own': [
      'wrong_answer',
      {
        tamper: (xml) =>
          xml.replace(
            '</samlp:Response>',
            `${assertionXml(statement({ assertionId: '_two' }))}</samlp:Response>`,
          ),
      },
    ],
    'no assertion': ['wrong_answer', replacing(/<saml:Assertion[\s\S]*<\/saml:Assertion>/, '')],
    'an ID that occurs twice': ['wrong_answer', { statement: { responseId: '_same', assertionId: '_same' } }],
    'an ID that occurs twice in other letters': [
      'wrong_answer',
      replacing('<samlp:Status>', '<samlp:Status Id="_s"><x ID="_s"/>'),
    ],
    'SAML 1.1': ['wrong_answer', replacing('Version="2.0"', 'Version="1.1"')],
  }
}

function wrongEncryption(ours: string, stranger: SamlKeys): Deviations {
  const encryptedBy = (signing: Partial<SamlSigning>) => ({ signing: { encryptsFor: ours, ...signing } })
  return {
    'encryption for another key': ['saml_encryption', { signing: { encryptsFor: stranger.certificate } }],
    'an encrypted assertion without a signature': [
      'saml_unsigned',
      { signing: { encryptsFor: ours, signsAssertion: false } },
    ],
    'very many encrypted elements': [
      'wrong_answer',
      encryptedBy({
        signsAssertion: false,
        edit: (xml) => xml.replace('</saml:Subject>', `$&${'<x/>'.repeat(5000)}`),
      }),
    ],
    'encrypted elements that are very deep': [
      'wrong_answer',
      encryptedBy({
        signsAssertion: false,
        edit: (xml) => xml.replace('</saml:Subject>', `$&${'<x>'.repeat(500)}${'</x>'.repeat(500)}`),
      }),
    ],
    'an encrypted document type': [
      'wrong_answer',
      encryptedBy({ signsAssertion: false, edit: (xml) => `<!DOCTYPE x>${xml}` }),
    ],
    'another element that is encrypted': [
      'wrong_answer',
      encryptedBy({
        signsAssertion: false,
        edit: () => '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>',
      }),
    ],
    'an encrypted text that was changed': [
      'saml_signature',
      {
        signing: { encryptsFor: ours },
        tamper: changeLastCipher,
      },
    ],
    'Triple DES': [
      'saml_algorithm',
      encryptedBy({ cipher: 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc' }),
    ],
    'RSA 1.5': ['saml_algorithm', encryptedBy({ keyTransport: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5' })],
  }
}

function excesses(): Deviations {
  return {
    'a very long response': ['wrong_answer', { statement: { attributes: { a: ['a'.repeat(200_000)] } } }],
    'very many elements': [
      'wrong_answer',
      { tamper: (xml) => xml.replace('<samlp:Status>', `<samlp:Status>${'<x/>'.repeat(5000)}`) },
    ],
    'very deep elements': [
      'wrong_answer',
      {
        tamper: (xml) =>
          xml.replace('<samlp:Status>', `<samlp:Status>${'<x>'.repeat(5000)}${'</x>'.repeat(5000)}`),
      },
    ],
    'XML that does not end': ['wrong_answer', { tamper: (xml) => xml.slice(0, -20) }],
    'another root': [
      'wrong_answer',
      { tamper: (xml) => xml.replaceAll('samlp:Response', 'samlp:LogoutResponse') },
    ],
    'a response in another namespace': [
      'wrong_answer',
      replacing('xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"', 'xmlns:samlp="urn:x"'),
    ],
  }
}

function doctype(declared: string): (xml: string) => string {
  return (xml) => `<!DOCTYPE samlp:Response [${declared}]>${xml}`
}

/** Parsers that read the first text only would see a shorter name; the signature does not cover a comment. */
function truncating(between: string): Deviation {
  return {
    statement: { nameId: 'olu@lumen.test.acme.test' },
    tamper: (xml) => xml.replace('olu@lumen.test', `olu@lumen.test${between}`),
  }
}

function changeLastCipher(xml: string): string {
  const end = xml.lastIndexOf('CipherValue>')
  return `${xml.slice(0, end - 40)}${'A'.repeat(20)}${xml.slice(end - 20)}`
}
