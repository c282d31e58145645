import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  assertionXml,
  createSamlKeys,
  respond,
  responseXml,
  signingWith,
  signXml,
} from '@/test/saml-identity-provider'
import { falseStatements } from '@/test/saml-false-statements'
import { forgeries } from '@/test/saml-forgeries'
import { type Deviation, minutesFromNow } from '@/test/saml-deviations'
import { createSamlFixture } from '@/test/saml-fixture'
import { parseCertificate } from '@/lib/domain/connections/saml-options'
import { tooSlow } from '@/test/slow-texts'
import { ProviderProblem } from '../provider-problem'
import { verifyResponse } from './verify-response'
import { parseXml } from './xml'

const [own, named, unknown] = await Promise.all([
  createSamlFixture(),
  createSamlFixture({ isNamed: true }),
  createSamlFixture({ lacksEntityId: true }),
])
const ofOtherIssuers = ['another issuer', 'an issuer that ends like ours']
const stranger = await createSamlKeys()

describe.each([
  { at: 'its own ACS URL', fixture: own },
  { at: 'the ACS URL with its name', fixture: named },
  { at: 'its own ACS URL, without the provider’s entity ID', fixture: unknown },
])('at $at', ({ fixture }) => {
  const { keys, statement, of } = fixture
  const isNamed = fixture === named

  function send({ statement: changed, signing, tamper }: Deviation = {}): Promise<string> {
    return respond(statement(changed), signingWith(keys, signing), (xml) => {
      const tampered = tamper?.(xml)
      expect(tampered, 'a deviation that changes nothing').not.toBe(xml)
      return tampered ?? xml
    })
  }

  describe('a response with both signatures', () => {
    it('says who signed in', async () => {
      const attributes = { email: ['ann@acme.test'], groups: ['staff', 'board'] }
      const message = await send({ statement: { attributes } })
      expect(await verifyResponse(of, message)).toMatchObject({
        inResponseTo: fixture.requestId,
        issuer: statement().issuer,
        assertion: { nameId: 'ann@acme.test', attributes },
      })
    })

    it('may be encrypted, for one use only, signed with another hash, or a little late', async () => {
      const cipher = 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'
      const encryptsFor = of.provider.options.ownCertificate
      const sha512 = {
        signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
        digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha512',
      }
      for (const deviation of [
        { signing: { encryptsFor } },
        { signing: { encryptsFor, cipher } },
        { signing: sha512 },
        { statement: { conditions: '<saml:OneTimeUse/>' } },
        { statement: { notOnOrAfter: minutesFromNow(-0.5), notBefore: minutesFromNow(-5) } },
      ])
        expect((await verifyResponse(of, await send(deviation))).assertion.nameId).toBe('ann@acme.test')
    })

    it('may be signed with any of the certificates that are saved', async () => {
      const certificates = [stranger, keys].map(({ certificate }) => parseCertificate(certificate))
      const provider = { ...of.provider, options: { ...of.provider.options, certificates } }
      for (const signer of [keys, stranger]) {
        const message = await send({ signing: { keys: signer } })
        expect((await verifyResponse({ ...of, provider }, message)).inResponseTo).toBe(fixture.requestId)
      }
    })

    it('keeps the signed text where a character is written as an entity', async () => {
      const message = await send({ statement: { nameId: 'ann&amp;bo&#64;acme.test' } })
      expect((await verifyResponse(of, message)).assertion.nameId).toBe('ann&bo@acme.test')
    })
  })

  describe('refuses', () => {
    const deviations = Object.entries({ ...forgeries(fixture, stranger), ...falseStatements(fixture) })
    it.each(deviations.filter(([name]) => fixture !== unknown || !ofOtherIssuers.includes(name)))(
      '%s',
      async (_, [reason, deviation]) => {
        await expect(verifyResponse(of, await send(deviation))).rejects.toMatchObject({ reason })
      },
    )

    it('an assertion that another key signed, in a response that the right one signed', async () => {
      const assertion = signXml(assertionXml(statement()), 'Assertion', signingWith(stranger))
      const xml = await responseXml(
        statement(),
        signingWith(keys, { signsResponse: false, signsAssertion: false }),
      )
      const mixed = xml.replace(/<saml:Assertion[\s\S]*<\/saml:Assertion>/, assertion)
      const message = Buffer.from(signXml(mixed, 'Response', signingWith(keys))).toString('base64')
      await expect(verifyResponse(of, message)).rejects.toMatchObject({ reason: 'saml_signature' })
    })

    it('what is not XML in Base64, compressed bombs included', async () => {
      const bomb = deflateRawSync(Buffer.alloc(5_000_000)).toString('base64')
      for (const message of ['', 'a b', '%%%', '////', bomb, Buffer.from('text').toString('base64')])
        await expect(verifyResponse(of, message)).rejects.toMatchObject({ reason: 'wrong_answer' })
    })

    it('quickly what would take a parser long', () => {
      const numbers = Array.from({ length: 3000 }, (_, index) => index)
      for (const xml of [
        `<a>${'<b/>'.repeat(24_000)}</a>`,
        `<a>${'x<b/>'.repeat(19_000)}</a>`,
        `<a ${numbers.map((number) => `b${number}="${number}"`).join(' ')}/>`,
        numbers.map((number) => `<a xmlns:b${number}="u">`).join('') + '</a>'.repeat(3000),
        '<a>'.repeat(33_000),
        '<'.repeat(99_000),
        `<a>${'&'.repeat(99_000)}</a>`,
      ])
        expect(tooSlow(parseOrRefuse, xml)).toBeNull()
    })

    it('what another connection’s provider signed, also with the same key', async () => {
      const other = await createSamlFixture({ isNamed })
      await expect(verifyResponse(other.of, await send())).rejects.toMatchObject({ reason: 'saml_recipient' })
      const deviation = {
        acs: other.acs,
        destination: other.acs,
        recipient: other.acs,
        audience: other.audience,
      }
      const message = await send({ statement: { ...deviation, issuer: other.statement().issuer } })
      await expect(verifyResponse(other.of, message)).rejects.toMatchObject({ reason: 'saml_signature' })
    })
  })
})

describe('without the provider’s entity ID', () => {
  const { keys, statement, of } = unknown
  const send = (issuer: string) => respond(statement({ issuer }), signingWith(keys))

  it('names the provider that signed, whichever it is', async () => {
    for (const issuer of ['https://other.test/idp', 'urn:acme:idp', 'x'.repeat(1024)])
      expect(await verifyResponse(of, await send(issuer))).toMatchObject({ issuer })
  })

  it('refuses what is no entity ID', async () => {
    for (const issuer of ['', ' ', 'a b', 'é', 'x'.repeat(1025)])
      await expect(verifyResponse(of, await send(issuer)), issuer).rejects.toMatchObject({
        reason: 'wrong_issuer',
      })
  })
})

function parseOrRefuse(xml: string): void {
  try {
    parseXml(xml, { characters: 100_000, elements: 2000 })
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error
  }
}
