import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCertificate, samlOptions } from '@/lib/domain/connections/saml-options'
import { adfsMetadata } from '@/test/adfs-metadata'
import { prepareTenantConnections, type TenantConnections } from '@/test/fixtures/tenant-connections'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { SamlProviderServer } from '@/test/saml-provider-server'

let api: TenantConnections
const [keys, next, encryption, server] = await Promise.all([
  createSamlKeys(),
  createSamlKeys(),
  createSamlKeys(),
  SamlProviderServer.start(),
])
server.issuerPath = '/adfs/services/trust'
const issuer = 'http://adfs.acme.test/adfs/services/trust'
const facts = { url: 'https://adfs.acme.test', issuer, signing: [keys, next], encryption }
const signingCert = Buffer.from(keys.certificate).toString('base64')
const ping = { pingFederateBaseUrl: 'https://sso.acme.test:9031/', issuer: 'acme:ping', signingCert }
let count = 0

beforeAll(async () => {
  api = await prepareTenantConnections()
})
afterAll(() => server.stop())

function post(strategy: string, options: object) {
  count += 1
  return api.operator.send('POST', 'connections', { name: `product-${count}`, strategy, options })
}

async function created(strategy: string, options: object): Promise<Record<string, unknown>> {
  const { status, json, text } = await post(strategy, options)
  expect(status, text).toBe(201)
  return json
}

function patch({ id }: Record<string, unknown>, body: object) {
  return api.operator.send('PATCH', `connections/${String(id)}`, body)
}

async function stored({ id }: Record<string, unknown>) {
  const row = await api.api.tenant.read((tx) => tx.connection.findFirstOrThrow({ where: { id: String(id) } }))
  return { strategy: row.strategy, options: samlOptions.parse(row.options) }
}

describe.each([
  ['adfs', () => ({ adfs_server: server.url })],
  ['adfs', () => ({ fedMetadataXml: adfsMetadata(facts) })],
  ['pingfederate', () => ping],
])('%s', (strategy, given) => {
  it('is created, read, listed by its own name, changed, sent back and deleted', async () => {
    const options = given()
    const made = await created(strategy, options)
    expect(made).toMatchObject({ strategy })
    expect(await stored(made)).toMatchObject({ strategy: 'samlp', options: { product: strategy } })
    const path = `connections/${String(made['id'])}`
    expect((await api.operator.get(path)).json).toEqual(made)
    const idsOf = async (filter: string) =>
      (await api.operator.get(`connections?strategy=${filter}`)).rows.map(({ id }) => id)
    expect(await idsOf(strategy)).toEqual([made['id']])
    expect(await idsOf('samlp')).toEqual([])
    expect((await patch(made, made)).json).toEqual(made)
    const changed = await patch(made, { strategy, options: { signSAMLRequest: true } })
    expect(changed.json).toMatchObject({ strategy, options: { signSAMLRequest: true } })
    for (const other of ['samlp', 'oidc', 'okta', 'adfs', 'pingfederate'].filter((one) => one !== strategy))
      expect((await patch(made, { strategy: other })).status, other).toBe(400)
    expect((await api.operator.get(path)).json).toEqual(changed.json)
    expect((await api.operator.send('DELETE', path)).status).toBe(202)
  })

  it('is created again elsewhere from what was answered', async () => {
    const first = await created(strategy, given())
    const second = await created(strategy, first['options'] as object)
    expect(second['options']).toEqual(first['options'])
    for (const one of [first, second]) await api.operator.send('DELETE', `connections/${String(one['id'])}`)
  })
})

describe('adfs', () => {
  it('takes the SAML 2.0 part of the metadata, with the certificates that sign tokens and no other', async () => {
    const made = await created('adfs', { fedMetadataXml: adfsMetadata(facts) })
    expect((await stored(made)).options).toMatchObject({
      issuer,
      signInUrl: 'https://adfs.acme.test/adfs/ls/',
      signInBinding: 'redirect',
      signOutUrl: 'https://adfs.acme.test/adfs/ls/',
      certificates: [keys, next].map(({ certificate }) => parseCertificate(certificate)),
      signsRequests: false,
    })
    expect(made['options']).not.toHaveProperty('adfs_server')
  })

  it('reads the metadata of a host, a URL without a path, and a URL of the metadata; again when it is sent again', async () => {
    const made = await created('adfs', { adfs_server: ` ${server.url} ` })
    expect(made['options']).toMatchObject({ adfs_server: server.url, issuer: server.issuer })
    const before = await stored(made)
    server.keys = next
    const again = `${server.url}/FederationMetadata/2007-06/FederationMetadata.xml`
    expect((await patch(made, { options: { adfs_server: again } })).json).toMatchObject({
      options: { adfs_server: again },
    })
    const { options } = await stored(made)
    expect(options.certificates).toEqual([parseCertificate(next.certificate)])
    expect(options.certificates).not.toEqual(before.options.certificates)
  })

  it('changes its server alone', async () => {
    const made = await created('adfs', { adfs_server: server.url })
    const { signInEndpoint, signingCert: cert, issuer: of } = made['options'] as Record<string, string>
    const known = { signInEndpoint, signingCert: cert, issuer: of, adfs_server: 'adfs.acme.test' }
    expect((await patch(made, { options: known })).json).toMatchObject({ options: known })
    expect((await stored(made)).options).toMatchObject({ server: 'adfs.acme.test' })
  })
})

describe('pingfederate', () => {
  it('sends users to the endpoint of every PingFederate, unless the body says another', async () => {
    const made = await created('pingfederate', ping)
    const at = (signInEndpoint: string) => ({ options: { signInEndpoint } })
    expect(made).toMatchObject(at('https://sso.acme.test:9031/idp/SSO.saml2'))
    expect(made['options']).toMatchObject({ pingFederateBaseUrl: ping.pingFederateBaseUrl })
    const moved = await patch(made, { options: { pingFederateBaseUrl: 'https://ping.acme.test' } })
    expect(moved.json).toMatchObject(at('https://ping.acme.test/idp/SSO.saml2'))
    const other = at('https://ping.acme.test/other')
    expect((await patch(made, other)).json).toMatchObject(other)
  })
})

const privateServers = [
  '10.0.0.1',
  'https://169.254.169.254',
  'adfs',
  'http://adfs.acme.test',
  'localhost.x y',
]
it.each<[string, string, object]>([
  ['send adfs_server or fedMetadataXml', 'adfs', {}],
  ['send adfs_server or fedMetadataXml', 'adfs', { signInEndpoint: 'https://a.test/', signingCert }],
  [
    'no identity provider of SAML 2.0',
    'adfs',
    { fedMetadataXml: adfsMetadata({ ...facts, hasSaml: false }) },
  ],
  [
    'takes no sign-in requests by HTTP-Redirect or HTTP-POST',
    'adfs',
    { fedMetadataXml: adfsMetadata(facts).replaceAll(/<SingleSignOnService[^>]*>/g, '') },
  ],
  ['not the metadata of a SAML provider', 'adfs', { fedMetadataXml: 'none' }],
  ...privateServers.map((one): [string, string, object] => [
    'must be a public https URL',
    'adfs',
    { adfs_server: one },
  ]),
  ['No metadata could be read there', 'adfs', { adfs_server: 'http://127.0.0.1:9' }],
  ['metadataUrl', 'adfs', { metadataUrl: server.metadataUrl }],
  ['pingFederateBaseUrl', 'adfs', { adfs_server: server.url, pingFederateBaseUrl: 'https://a.test' }],
  ['pingFederateBaseUrl', 'pingfederate', { issuer: 'a', signingCert }],
  ['signingCert', 'pingfederate', { ...ping, signingCert: undefined }],
  ['issuer', 'pingfederate', { ...ping, issuer: undefined }],
  ['not a certificate in PEM format', 'pingfederate', { ...ping, signingCert: 'none' }],
  ['sign-in URL', 'pingfederate', { ...ping, pingFederateBaseUrl: 'https://10.0.0.1' }],
  ['rsa-sha256', 'pingfederate', { ...ping, signatureAlgorithm: 'rsa-sha1' }],
  ['adfs_server', 'pingfederate', { ...ping, adfs_server: server.url }],
  ['adfs_server', 'samlp', { adfs_server: server.url }],
  ['fedMetadataXml', 'oidc', { issuer: 'https://a.test', client_id: 'a', fedMetadataXml: 'x' }],
])('400: %s (%s)', async (named, strategy, options) => {
  const before = await api.rows()
  const { status, json } = await post(strategy, options)
  expect([status, String(json['message'])]).toEqual([400, expect.stringContaining(named)])
  expect(await api.rows()).toEqual(before)
})
