import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseCertificate } from '@/lib/domain/connections/saml-options'
import { signingWith } from '@/test/saml-identity-provider'
import { minutesFromNow } from '@/test/saml-deviations'
import {
  logoutRequest,
  logoutResponse,
  type LogoutStatement,
  querySigning,
  signedForm,
  signedQuery,
} from '@/test/saml-logout'
import { createSamlLogoutFixture, unsignedForm } from '@/test/saml-logout-fixture'
import { readLogoutMessage } from './logout-message'
import { signOutUrlOf } from './service-urls'

const fixture = await createSamlLogoutFixture()
const { keys, provider, stranger, destination, statement, read, byQuery, byForm } = fixture
const sha1 = 'http://www.w3.org/2000/09/xmldsig#'

describe('a logout request that the provider signed', () => {
  it('names, by both bindings, whose sessions end', () => {
    const said = { nameId: 'ann&amp;bo', sessionIndexes: ['_one', '_two'] }
    const expected = { kind: 'request', nameId: 'ann&bo', sessionIndexes: ['_one', '_two'] }
    const query = byQuery(said, { relayState: 'a b+c' })
    expect(read({ query })).toMatchObject({ ...expected, relayState: 'a b+c' })
    const form = byForm(said)
    expect(read({ form })).toMatchObject({ ...expected, relayState: null })
    form.set('RelayState', 'theirs')
    expect(read({ form })).toMatchObject({ ...expected, relayState: 'theirs' })
  })

  it('is checked as it was written: providers encode the same values in several ways', () => {
    const lower = (text: string) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase())
    const everything = (text: string) =>
      [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    const plus = (text: string) => encodeURIComponent(text).replaceAll('%20', '+')
    for (const encode of [lower, everything, plus])
      expect(read({ query: byQuery({}, { encode, relayState: 'a b' }) })).toMatchObject({ relayState: 'a b' })
  })

  it('may be signed with SHA-384 or SHA-512, with any saved certificate, and have parameters of others', () => {
    for (const bits of ['384', '512']) {
      const algorithm = `http://www.w3.org/2001/04/xmldsig-more#rsa-sha${bits}`
      expect(read({ query: byQuery({}, { hash: `sha${bits}`, algorithm }) })).toMatchObject({ nameId: 'ann' })
    }
    const certificates = [stranger, keys].map(({ certificate }) => parseCertificate(certificate))
    const both = { ...provider, options: { ...provider.options, certificates } }
    for (const signer of [keys, stranger])
      for (const received of [
        { query: byQuery({}, { keys: signer }) },
        { form: byForm({}, { keys: signer }) },
      ])
        expect(readLogoutMessage(received, { provider: both, destination })).toMatchObject({ nameId: 'ann' })
    expect(read({ query: `${byQuery()}&locale=en` })).toMatchObject({ nameId: 'ann' })
  })

  it('is refused with wrong or missing values', () => {
    const deviations: [string, Partial<LogoutStatement>][] = [
      ['wrong_issuer', { issuer: 'https://other.test/idp' }],
      ['wrong_issuer', { issuer: `${provider.options.issuer}/` }],
      ['saml_recipient', { destination: 'https://other.test/logout' }],
      ['saml_recipient', { destination: '' }],
      ['saml_recipient', { destination: signOutUrlOf(fixture.tenant, 'con_other') }],
      ['saml_time', { issuedAt: minutesFromNow(-62) }],
      ['saml_time', { issuedAt: minutesFromNow(2) }],
      ['saml_time', { notOnOrAfter: minutesFromNow(-2) }],
      ['wrong_answer', { nameId: '' }],
      ['wrong_answer', { nameId: 'a'.repeat(300) }],
      ['wrong_answer', { nameId: 'ann<saml:x/>' }],
      ['wrong_answer', { extra: '<saml:NameID>olu</saml:NameID>' }],
      ['wrong_answer', { version: '1.1' }],
      ['wrong_answer', { id: '' }],
      ['wrong_answer', { extra: '<saml:x ID="_same"/><saml:y ID="_same"/>' }],
      ['wrong_answer', { extra: '<saml:x/>'.repeat(600) }],
      ['wrong_answer', { extra: '<!-- comment -->' }],
    ]
    for (const [reason, said] of deviations) {
      const label = JSON.stringify(said)
      expect(() => read({ query: byQuery(said) }), label).toThrow(expect.objectContaining({ reason }))
      if (said.id !== '' && said.extra !== '<!-- comment -->')
        expect(() => read({ form: byForm(said) }), label).toThrow(expect.objectContaining({ reason }))
    }
  })
})

describe('a query', () => {
  const good = byQuery({}, { relayState: 'theirs' })
  const other = byQuery({ nameId: 'olu' })
  const part = (query: string, name: string) =>
    query
      .slice(1)
      .split('&')
      .find((one) => one.startsWith(name)) ?? ''
  const bomb = encodeURIComponent(deflateRawSync(Buffer.alloc(5_000_000, 'a')).toString('base64'))

  it.each<[string, string, string]>([
    ['saml_unsigned', 'no signature', good.replace(/&Signature=.*/, '')],
    ['saml_unsigned', 'no algorithm', good.replace(/&SigAlg=[^&]*/, '')],
    ['saml_unsigned', 'nothing but a message', `?${part(good, 'SAMLRequest')}`],
    ['saml_signature', 'another key', byQuery({}, { keys: stranger })],
    [
      'saml_signature',
      'another message',
      good.replace(part(good, 'SAMLRequest'), part(other, 'SAMLRequest')),
    ],
    ['saml_signature', 'another RelayState', good.replace('=theirs', '=mine')],
    ['saml_signature', 'no RelayState any more', good.replace('&RelayState=theirs', '')],
    ['saml_signature', 'a RelayState that was added', `${byQuery()}&RelayState=mine`],
    ['saml_signature', 'other octets of the same values', good.replace(/=theirs/, '=%74heirs')],
    ['saml_algorithm', 'SHA-1', byQuery({}, { hash: 'sha1', algorithm: `${sha1}rsa-sha1` })],
    ['saml_algorithm', 'HMAC', byQuery({}, { algorithm: `${sha1}hmac-sha1` })],
    ['saml_algorithm', 'no known algorithm', byQuery({}, { algorithm: 'constructor' })],
    ['saml_signature', 'an algorithm that it was not signed with', good.replace('rsa-sha256', 'rsa-sha512')],
    ['wrong_answer', 'two messages', `${good}&${part(other, 'SAMLRequest')}`],
    ['wrong_answer', 'a response beside it', `${good}&SAMLResponse=x`],
    ['wrong_answer', 'two signatures', `${good}&Signature=x`],
    ['wrong_answer', 'another encoding', `${good}&SAMLEncoding=x`],
    ['wrong_answer', 'no message', ''],
    [
      'wrong_answer',
      'a message under another writing of its name',
      good.replace('SAMLRequest', '%53AMLRequest'),
    ],
    ['wrong_answer', 'a signature that is no Base64', good.replace(/Signature=.*/, 'Signature=%25')],
    ['wrong_answer', 'a broken encoding', good.replace(/Signature=.*/, 'Signature=%E0%A4%A')],
    ['wrong_answer', 'too long a query', `?SAMLRequest=${'a'.repeat(20_000)}`],
    [
      'saml_signature',
      'a compression bomb that is not signed',
      good.replace(/SAMLRequest=[^&]*/, `SAMLRequest=${bomb}`),
    ],
    ['wrong_answer', 'a compression bomb', signedQuery('a'.repeat(5_000_000), querySigning(keys))],
    [
      'wrong_answer',
      'a response that calls itself a request',
      signedQuery(logoutResponse(statement()), querySigning(keys)),
    ],
    ['wrong_answer', 'a very long RelayState', byQuery({}, { relayState: 'a'.repeat(3000) })],
  ])('%s: %s', (reason, _, query) => {
    expect(() => read({ query })).toThrow(expect.objectContaining({ reason }))
  })
})

describe('a logout response', () => {
  it('says what it answers, and whether the provider signed the user out', () => {
    const query = signedQuery(logoutResponse(statement()), querySigning(keys, { name: 'SAMLResponse' }))
    const expected = { kind: 'response', inResponseTo: '_request' }
    expect(read({ query })).toMatchObject({ ...expected, isSuccess: true })
    const status = 'urn:oasis:names:tc:SAML:2.0:status:Responder'
    const form = signedForm(logoutResponse(statement({ status })), signingWith(keys))
    expect(read({ form })).toMatchObject({ ...expected, isSuccess: false })
  })

  it('is refused for the same reasons as a request', () => {
    const unsigned = unsignedForm(logoutResponse(statement()), 'SAMLResponse')
    expect(() => read({ form: unsigned })).toThrow(expect.objectContaining({ reason: 'saml_unsigned' }))
    const foreign = signedForm(logoutResponse(statement()), signingWith(stranger))
    expect(() => read({ form: foreign })).toThrow(expect.objectContaining({ reason: 'saml_signature' }))
    const signing = querySigning(keys, { name: 'SAMLResponse' })
    const elsewhere = signedQuery(logoutResponse(statement({ destination: 'https://other.test/' })), signing)
    expect(() => read({ query: elsewhere })).toThrow(expect.objectContaining({ reason: 'saml_recipient' }))
    const request = signedQuery(logoutRequest(statement()), signing)
    expect(() => read({ query: request })).toThrow(expect.objectContaining({ reason: 'wrong_answer' }))
  })
})
