import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCertificate } from '@/lib/domain/connections/saml-options'
import { privateHostAdvice } from '@/lib/domain/connections/provider-url'
import { createSamlKeys, providerMetadata } from '@/test/saml-identity-provider'
import { createTestTenant } from '@/test/fixtures/tenant'
import { federationMetadataUrl, fetchProviderMetadata, parseProviderMetadata } from './provider-metadata'

const [keys, next] = await Promise.all([createSamlKeys(), createSamlKeys()])
const { tenantId } = await createTestTenant()
const facts = {
  issuer: 'https://login.acme.test/idp',
  signInUrl: 'https://login.acme.test/sso',
  keys: [keys],
}
const metadata = providerMetadata(facts)

/** The one of the keys, as DER with another text in it. */
function unreadable(from: string | RegExp, to: string): string {
  const hex = Buffer.from(parseCertificate(keys.certificate), 'base64').toString('hex')
  const changed = hex.replace(from, to)
  if (changed === hex) throw new Error('Nothing was replaced.')
  return Buffer.from(changed, 'hex').toString('base64')
}

function withCertificate(base64: string): string {
  return metadata.replace(/(<ds:X509Certificate>)[^<]*/, `$1${base64}`)
}

function descriptorOf(xml: string): string {
  const found = /<md:IDPSSODescriptor.*<\/md:IDPSSODescriptor>/s.exec(xml)?.[0] ?? ''
  const names =
    'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'
  return found.replace('<md:IDPSSODescriptor', `<md:IDPSSODescriptor ${names}`)
}

let served: [status: number, body: string] = [200, metadata]
const server = createServer((_, response) => {
  const [status, body] = served
  response.writeHead(status, { location: '/elsewhere' }).end(body)
})
let url = ''

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`
})
afterAll(() => {
  server.close()
})

describe('metadata of a provider', () => {
  it('says who it is, where people sign in and with what it signs, now and next', () => {
    const xml = `\uFEFF<?xml version="1.0"?><!-- made - by a script -->${providerMetadata({
      ...facts,
      keys: [keys, next],
      wantsSigned: true,
    })}`
    expect(parseProviderMetadata(xml, 'metadata')).toEqual({
      issuer: facts.issuer,
      signInUrl: facts.signInUrl,
      signInBinding: 'redirect',
      signOutUrl: null,
      signOutBinding: 'redirect',
      signOutResponseUrl: null,
      certificates: [keys, next].map(({ certificate }) => parseCertificate(certificate)),
      signsRequests: true,
    })
  })

  it('prefers HTTP-Redirect, and says where people sign out', () => {
    const signOutUrl = 'https://login.acme.test/slo'
    const post = providerMetadata({ ...facts, binding: 'HTTP-POST', signOutUrl })
    const byPost = { signInBinding: 'post', signOutUrl, signOutBinding: 'post' }
    expect(parseProviderMetadata(post, 'metadata')).toMatchObject(byPost)
    const [service = ''] = /<md:SingleSignOnService[^>]*>/.exec(post) ?? []
    const redirect = service.replace('HTTP-POST', 'HTTP-Redirect').replace('/sso', '/sso/redirect')
    expect(parseProviderMetadata(post.replace(service, service + redirect), 'metadata')).toMatchObject({
      ...byPost,
      signInBinding: 'redirect',
      signInUrl: `${facts.signInUrl}/redirect`,
    })
    const answers = post.replace(`Location="${signOutUrl}"`, `$& ResponseLocation="${signOutUrl}/answers"`)
    expect(parseProviderMetadata(answers, 'metadata')).toMatchObject({
      signOutUrl,
      signOutResponseUrl: `${signOutUrl}/answers`,
    })
  })

  it.each([
    ['no XML', 'hello'],
    ['another document', '<html/>'],
    ['a document type', `<!DOCTYPE x>${metadata}`],
    ['two providers', `<x>${metadata}${metadata}</x>`],
    ['no binding that we know', metadata.replace('HTTP-Redirect', 'HTTP-Artifact')],
    ['a private sign-out URL', providerMetadata({ ...facts, signOutUrl: 'https://10.0.0.1/slo' })],
    [
      'a sign-out URL that is a script',
      providerMetadata({ ...facts, binding: 'HTTP-POST', signOutUrl: 'javascript:alert(1)' }),
    ],
    [
      'a private URL for responses',
      providerMetadata({ ...facts, signOutUrl: 'https://login.acme.test/slo' }).replace(
        '/slo"',
        '/slo" ResponseLocation="https://10.0.0.1/"',
      ),
    ],
    ['a private URL', metadata.replace('https://login.acme.test/sso', 'https://10.0.0.1/sso')],
    ['no certificate', metadata.replaceAll('X509Certificate', 'X509Nothing')],
    ['no entity ID', metadata.replace(facts.issuer, '')],
    ['no key', providerMetadata({ ...facts, keys: [] })],
    ['no entity around it', descriptorOf(metadata)],
    ['elements in a certificate', metadata.replace(/(<ds:X509Certificate>)[^<]*/, '$1<x/>')],
    [
      'a certificate with an unknown key',
      withCertificate(unreadable('2a864886f70d010101', '2a864886f70d010177')),
    ],
    [
      'a certificate without a date',
      withCertificate(unreadable(/170d(..){12}5a(?=30)/g, '170d' + '2a'.repeat(13))),
    ],
    [
      'too many elements',
      metadata.replace('<md:IDPSSODescriptor', `${'<md:x/>'.repeat(6000)}<md:IDPSSODescriptor`),
    ],
  ])('is refused with %s', (_, xml) => {
    expect(() => parseProviderMetadata(xml, 'metadata')).toThrow(
      expect.objectContaining({ code: 'invalid', field: 'metadata' }),
    )
  })

  it('is fetched from a public URL only, without following redirects', async () => {
    expect(await fetchProviderMetadata(tenantId, url)).toMatchObject({ issuer: facts.issuer })
    for (const [status, body] of [
      [302, metadata],
      [500, metadata],
      [200, 'a'.repeat(2_000_000)],
      [200, ''],
    ] as const) {
      served = [status, body]
      await expect(fetchProviderMetadata(tenantId, url)).rejects.toMatchObject({ code: 'invalid' })
    }
    await expect(fetchProviderMetadata(tenantId, 'https://10.0.0.1/')).rejects.toMatchObject({
      message: `The metadata URL must be a public https URL. ${privateHostAdvice}`,
    })
    for (const address of ['', 'x', 'http://10.0.0.1/', 'https://169.254.169.254/', 'file:///etc/passwd'])
      await expect(fetchProviderMetadata(tenantId, address)).rejects.toMatchObject({
        code: 'invalid',
        field: 'metadata_url',
      })
  })
})

it.each([
  ['adfs.acme.test', 'https://adfs.acme.test/FederationMetadata/2007-06/FederationMetadata.xml'],
  ['adfs.acme.test:8443', 'https://adfs.acme.test:8443/FederationMetadata/2007-06/FederationMetadata.xml'],
  ['https://adfs.acme.test/', 'https://adfs.acme.test/FederationMetadata/2007-06/FederationMetadata.xml'],
  ['https://adfs.acme.test/metadata.xml', 'https://adfs.acme.test/metadata.xml'],
  ['http://adfs.acme.test', 'http://adfs.acme.test/FederationMetadata/2007-06/FederationMetadata.xml'],
  ['two words', 'two words'],
])('the metadata of the AD FS %s is at %s', (server, url) => {
  expect(federationMetadataUrl(server)).toBe(url)
})
