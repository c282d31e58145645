import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { findSamlProvider, saveSamlResponse } from '@/lib/domain/connections/saml-responses'
import { certificateDigest } from '@/lib/domain/connections/saml-options'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import { samlRequestUrl, takeSamlAnswer } from '@/lib/federation/saml/saml-sign-in'
import { registeredAddresses } from '@/lib/federation/saml/service-urls'
import { verifyResponse } from '@/lib/federation/saml/verify-response'
import { adfsMetadata } from '@/test/adfs-metadata'
import type { TestOrganization } from '@/test/fixtures/tenant'
import {
  configure,
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { addVerifiedDomain, idIn, pem } from '@/test/my-organization-providers'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { SamlProviderServer } from '@/test/saml-provider-server'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let asOwner: MyOrganizationCaller
const [keys, server] = await Promise.all([createSamlKeys(), SamlProviderServer.start()])
server.issuerPath = '/adfs/services/trust'
const issuer = 'http://adfs.acme.test/adfs/services/trust'
const facts = { url: 'https://adfs.acme.test', issuer, signing: [keys], encryption: keys }
/** As Auth0’s form sends it. */
const ping = {
  pingFederateBaseUrl: 'https://sso.acme.test:9031',
  signingCert: pem(keys.certificate),
  signSAMLRequest: true,
  signatureAlgorithm: 'rsa-sha256',
  digestAlgorithm: 'sha256',
}

beforeAll(async () => {
  ;({ api, organization, asOwner } = await openMyOrganization())
})
afterAll(() => server.stop())

function post(strategy: string, options: object, more: object = {}) {
  return asOwner.send('POST', 'identity-providers', { strategy, name: 'Acme', options, ...more })
}

async function connected(strategy: string, options: object, more?: object): Promise<string> {
  const { status, json, text } = await post(strategy, options, more)
  expect(status, text).toBe(201)
  return `identity-providers/${String(json['id'])}`
}

describe.each([
  ['adfs', () => ({ adfs_server: server.url }), ['adfs_server']],
  ['adfs', () => ({ fedMetadataXml: adfsMetadata(facts) }), []],
  [
    'pingfederate',
    () => ping,
    [
      ...['cert', 'digestAlgorithm', 'idpInitiated', 'pingFederateBaseUrl', 'signSAMLRequest'],
      'signatureAlgorithm',
    ],
  ],
] as const)('%s', (strategy, given, answered) => {
  it('201, 200 and 204: is connected, read, listed, changed and deleted', async () => {
    const path = await connected(strategy, given())
    const { json } = await asOwner.get(path)
    expect(json).toMatchObject({ strategy, is_enabled: false, display_name: 'Acme' })
    expect(Object.keys(json['options'] as object).sort()).toEqual(answered)
    expect((await asOwner.get('identity-providers')).rows('identity_providers')).toEqual([json])
    const back = await asOwner.send('PATCH', path, { options: json['options'], display_name: 'Acme 2' })
    expect(back.json).toEqual({ ...json, display_name: 'Acme 2' })
    expect((await asOwner.send('POST', `${path}/provisioning`)).json).toMatchObject({ strategy })
    expect((await asOwner.send('PUT', `${path}/update-attributes`, {})).json).toMatchObject({ strategy })
    expect((await asOwner.send('DELETE', path)).status).toBe(204)
  })

  it('403: where the application does not allow this kind', async () => {
    await configure(api.openid, { allowed_strategies: ['samlp'], connection_deletion_behavior: 'allow' })
    const refused = await post(strategy, given())
    await configure(api.openid)
    expect(refused.status).toBe(403)
  })
})

it('an answer has the server of AD FS and the base URL of PingFederate, and a change sends both', async () => {
  const adfs = await connected('adfs', { adfs_server: server.url })
  const metadata = `${server.url}/FederationMetadata/2007-06/FederationMetadata.xml`
  expect((await asOwner.get(adfs)).json['options']).toEqual({ adfs_server: server.url })
  expect((await asOwner.send('PATCH', adfs, { options: { adfs_server: metadata } })).json).toMatchObject({
    options: { adfs_server: metadata },
  })
  const pingPath = await connected('pingfederate', ping)
  const moved = { pingFederateBaseUrl: 'https://ping.acme.test', idpInitiated: { enabled: true } }
  expect((await asOwner.send('PATCH', pingPath, { options: moved })).json).toMatchObject({ options: moved })
  expect((await asOwner.send('PATCH', pingPath, { is_enabled: true })).status).toBe(409)
  const named = { options: { issuer: 'acme:ping' }, is_enabled: true }
  expect((await asOwner.send('PATCH', pingPath, named)).json).toMatchObject({
    is_enabled: true,
    options: { issuer: 'acme:ping' },
  })
  for (const path of [adfs, pingPath]) await asOwner.send('DELETE', path)
})

it.each<[string, string, object]>([
  ['Send adfs_server or fedMetadataXml.', 'adfs', {}],
  [
    'no identity provider of SAML 2.0',
    'adfs',
    { fedMetadataXml: adfsMetadata({ ...facts, hasSaml: false }) },
  ],
  [
    'takes no sign-in requests',
    'adfs',
    { fedMetadataXml: adfsMetadata(facts).replaceAll(/<SingleSignOnService[^>]*>/g, '') },
  ],
  ['discovery failure: 10.0.0.1', 'adfs', { adfs_server: '10.0.0.1' }],
  ['discovery failure: 127.0.0.1:9', 'adfs', { adfs_server: 'http://127.0.0.1:9' }],
  ['signInEndpoint', 'adfs', { adfs_server: server.url, signInEndpoint: 'https://a.test' }],
  ['adfs_server', 'samlp', { adfs_server: server.url }],
  ['pingFederateBaseUrl', 'pingfederate', { signingCert: ping.signingCert }],
  ['Send the certificate of PingFederate', 'pingfederate', { ...ping, signingCert: undefined }],
  ['not a certificate in PEM format', 'pingfederate', { ...ping, signingCert: 'none' }],
  ['sign-in URL', 'pingfederate', { ...ping, pingFederateBaseUrl: 'https://10.0.0.1' }],
  ['fedMetadataXml', 'pingfederate', { ...ping, fedMetadataXml: adfsMetadata(facts) }],
])('400: %s (%s)', async (named, strategy, options) => {
  const { status, text } = await post(strategy, options)
  expect([status, text]).toEqual([400, expect.stringContaining(named)])
})

it('400 and 404: a change with the options of another kind changes nothing', async () => {
  const path = await connected('adfs', { adfs_server: server.url })
  const before = await asOwner.get(path)
  for (const options of [
    { pingFederateBaseUrl: 'https://a.test' },
    { cert: ping.signingCert },
    { adfs_server: '10.0.0.1' },
  ])
    expect((await asOwner.send('PATCH', path, { options, display_name: 'Half' })).status).toBe(400)
  expect((await asOwner.send('PATCH', path, { strategy: 'samlp' })).status).toBe(400)
  expect((await asOwner.get(path)).json).toEqual(before.json)
  await asOwner.send('DELETE', path)
})

it('people sign in by an AD FS that was named by its host, with the claims that it sends', async () => {
  const domain = 'adfs-people.test'
  await addVerifiedDomain(api, organization, domain)
  const path = await connected(
    'adfs',
    { adfs_server: server.url },
    { is_enabled: true, assign_membership_on_login: true },
  )
  const { tenantId } = api.tenant
  const { tenant } = api.openid
  const provider = await findSamlProvider({ tenantId, connectionId: idIn(path) })
  if (!provider) throw new Error('There is no such connection.')
  expect(provider.options).toMatchObject({ issuer: server.issuer, signInUrl: `${server.url}/adfs/ls/` })
  const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
  server.user = {
    nameId: `ann@${domain}`,
    attributes: { [`${claims}/emailaddress`]: [`ann@${domain}`], [`${claims}/givenname`]: ['Ann'] },
  }

  const { url, checks } = await samlRequestUrl({ tenant, provider })
  expect(url).toContain(`${server.url}/adfs/ls/?SAMLRequest=`)
  await fetch(url)
  const addresses = registeredAddresses(tenant, provider)
  const verified = await verifyResponse({ tenant, provider, addresses }, server.sent.response)
  const { id: assertionId, ...said } = verified.assertion
  const certificate = certificateDigest(verified.certificate)
  const kept = { ...said, assertionId, connectionId: provider.id, issuer: verified.issuer, certificate }
  const handle = await saveSamlResponse(tenantId, { ...kept, inResponseTo: verified.inResponseTo })
  const answer = await takeSamlAnswer(provider, new URLSearchParams({ response: handle ?? '' }), {
    requestId: checks.nonce,
    isTest: false,
  })
  expect(answer.profile).toMatchObject({ address: { email: `ann@${domain}` }, name: 'Ann' })
  const where = { organizationId: organization.id, slug: organization.slug, returnTo: null, ticket: null }
  const arriving = { connectionId: provider.id, issuer: answer.issuer, profile: answer.profile, ...where }
  expect(await signInWithProvider(tenantId, arriving)).toMatchObject({ kind: 'arrived' })
  expect((await asOwner.get('members')).rows('members').map(({ email }) => email)).toContain(`ann@${domain}`)

  server.deviation = { signing: { keys } }
  await fetch((await samlRequestUrl({ tenant, provider })).url)
  await expect(verifyResponse({ tenant, provider, addresses }, server.sent.response)).rejects.toMatchObject({
    reason: 'saml_signature',
  })
  server.deviation = {}
})
