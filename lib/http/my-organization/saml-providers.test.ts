import { beforeAll, describe, expect, it, vi } from 'vitest'
import { samlOptions } from '@/lib/domain/connections/saml-options'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
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
let owner: TestUser
let asOwner: MyOrganizationCaller
let asNeighbour: MyOrganizationCaller
const [keys, next] = await Promise.all([createSamlKeys(), createSamlKeys()])

beforeAll(async () => {
  ;({ api, organization, owner, asOwner, asNeighbour } = await openMyOrganization())
})

function newProvider(options: object = given()): object {
  return { strategy: 'samlp', name: 'Acme by SAML', options }
}

function given(): Record<string, unknown> {
  return {
    issuer: 'https://login.acme.test/idp',
    signInEndpoint: 'https://login.acme.test/sso',
    cert: pem(keys.certificate),
    signSAMLRequest: false,
  }
}

async function connected(options?: object): Promise<string> {
  const { status, json, text } = await asOwner.send('POST', 'identity-providers', newProvider(options))
  expect(status, text).toBe(201)
  return `identity-providers/${String(json['id'])}`
}

async function stored(path: string) {
  const where = { tenantId_id: { tenantId: api.tenant.tenantId, id: idIn(path) } }
  const { options } = await api.tenant.read((tx) => tx.connection.findUniqueOrThrow({ where }))
  return samlOptions.parse(options)
}

async function removed(path: string): Promise<void> {
  expect((await asOwner.send('DELETE', path)).status).toBe(204)
}

describe('/identity-providers, by SAML', () => {
  it('201, 200 and 204: is connected, read, enabled, changed and deleted', async () => {
    const made = await asOwner.send('POST', 'identity-providers', newProvider())
    const id = String(made.json['id'])
    const { url } = api.openid.tenant
    expect(made.json).toMatchObject({
      name: id.replace('_', '-'),
      strategy: 'samlp',
      display_name: 'Acme by SAML',
      is_enabled: false,
      domains: [],
      options: {
        issuer: 'https://login.acme.test/idp',
        signInEndpoint: 'https://login.acme.test/sso',
        cert: expect.stringContaining('-----BEGIN CERTIFICATE-----'),
        signatureAlgorithm: 'rsa-sha256',
        digestAlgorithm: 'sha256',
        protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
        signSAMLRequest: false,
        idpInitiated: { enabled: false },
      },
      redirect_uri: `${url}/login/callback?connection=${id.replace('_', '-')}`,
      entity_id: `urn:auth0:${new URL(url).host.split('.')[0]}:${id.replace('_', '-')}`,
      certificate_url: `${url}/pem?cert=${id}`,
    })
    const path = `identity-providers/${id}`
    const changes = {
      is_enabled: true,
      display_name: 'Acme 2',
      options: { signSAMLRequest: true, signInEndpoint: 'https://login.acme.test/other' },
    }
    const changed = await asOwner.send('PATCH', path, changes)
    expect(changed.json).toMatchObject({
      ...changes,
      options: { ...changes.options, issuer: 'https://login.acme.test/idp' },
    })
    expect((await asOwner.get(path)).json).toEqual(changed.json)
    expect((await asOwner.get('identity-providers')).rows('identity_providers')).toEqual([changed.json])
    const back = changed.json['options'] as object
    expect((await asOwner.send('PATCH', path, { options: back })).json).toEqual(changed.json)
    for (const { text } of [made, changed]) expect(text).not.toMatch(/PRIVATE KEY|sealed/)
    await removed(path)
  })

  it('201: by the provider’s metadata, and with the certificate under its other name', async () => {
    const server = await SamlProviderServer.start()
    const path = await connected({ metadataUrl: server.metadataUrl })
    expect((await asOwner.get(path)).json).toMatchObject({ options: { issuer: server.issuer } })
    await removed(path)
    await server.stop()
    const { cert, ...others } = given()
    const named = await connected({ ...others, signingCert: cert })
    const { json } = await asOwner.get(named)
    const { cert: one, signingCert: other } = json['options'] as Record<string, unknown>
    expect(one).toBe(other)
    await removed(named)
  })

  it('201: where a sign-in that starts at the provider would lead has no effect', async () => {
    const elsewhere = { client_id: 'x', client_protocol: 'oauth2', client_authorizequery: 'type=code' }
    const path = await connected({ ...given(), idpInitiated: { enabled: true, ...elsewhere } })
    const { json } = await asOwner.get(path)
    expect(json['options']).toMatchObject({ idpInitiated: { enabled: true } })
    expect(JSON.stringify(json)).not.toContain('oauth2')
    const options = { idpInitiated: { enabled: false, ...elsewhere } }
    expect((await asOwner.send('PATCH', path, { options })).json).toMatchObject({
      options: { idpInitiated: { enabled: false } },
    })
    await removed(path)
  })

  it('200: another certificate replaces the present one, and domains stay', async () => {
    const path = await connected()
    await addVerifiedDomain(api, organization, 'acme-saml.test')
    const domain = { domain: 'acme-saml.test' }
    expect((await asOwner.send('POST', `${path}/domains`, domain)).status).toBe(201)
    const before = await stored(path)
    const options = { cert: pem(next.certificate) }
    expect((await asOwner.send('PATCH', path, { options })).json).toMatchObject({
      domains: [domain.domain],
    })
    const after = await stored(path)
    expect(after.certificates).not.toEqual(before.certificates)
    expect(after).toMatchObject({ domains: [domain.domain], trust: { userId: owner.id } })
    await removed(path)
  })

  it('400: options that are invalid, incomplete, or not supported', async () => {
    const { cert: _, ...withoutCertificate } = given()
    const bodies: object[] = [
      {},
      withoutCertificate,
      { ...given(), issuer: '' },
      { ...given(), issuer: 'two words' },
      { ...given(), cert: 'no certificate' },
      { ...given(), signInEndpoint: 'http://10.0.0.1/sso' },
      { ...given(), signatureAlgorithm: 'rsa-sha1' },
      { ...given(), digestAlgorithm: 'sha1' },
      { ...given(), protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP' },
      { ...given(), idpInitiated: { enabled: true, other: 'x' } },
      { ...given(), idpInitiated: { client_id: 'x' } },
      { ...given(), signingCert: pem(next.certificate) },
      { ...given(), client_id: 'x' },
      { metadataUrl: 'http://127.0.0.1:9/metadata' },
      { metadataUrl: 'https://169.254.169.254/metadata' },
      { metadataUrl: 'not a url' },
    ]
    for (const options of bodies) {
      const { status, text } = await asOwner.send('POST', 'identity-providers', newProvider(options))
      expect(status, `${JSON.stringify(options)} ${text}`).toBe(400)
    }
    const path = await connected()
    const before = await stored(path)
    for (const options of [
      { cert: 'none' },
      { signInEndpoint: 'x' },
      { discovery_url: 'https://a.test' },
      { cert: 1 },
      { metadataUrl: 'http://127.0.0.1:9/metadata' },
    ])
      expect((await asOwner.send('PATCH', path, { options, display_name: 'Half' })).status).toBe(400)
    expect(await stored(path)).toEqual(before)
    expect((await asOwner.get(path)).json).toMatchObject({ display_name: 'Acme by SAML' })
    await removed(path)
  })

  it('400: says “discovery failure” and the host where no metadata can be read', async () => {
    const path = await connected()
    const server = await SamlProviderServer.start()
    const { host } = new URL(server.metadataUrl)
    for (const [metadataUrl, at] of [
      ['http://127.0.0.1:9/metadata', '127.0.0.1:9'],
      [server.metadataUrl.replace('/metadata', '/nothing'), host],
    ] as const)
      for (const answer of [
        await asOwner.send('POST', 'identity-providers', newProvider({ metadataUrl })),
        await asOwner.send('PATCH', path, { options: { metadataUrl } }),
      ]) {
        expect(answer.json).toMatchObject({ status: 400, title: 'Bad Request' })
        expect(String(answer.json['detail']).split('discovery failure: ')[1]).toBe(at)
      }
    await server.stop()
    await removed(path)
  })

  it('403 and 404: a kind that is not allowed, and another organization’s', async () => {
    const path = await connected()
    await configure(api.openid, { allowed_strategies: ['oidc'], connection_deletion_behavior: 'allow' })
    const refused = await asOwner.send('POST', 'identity-providers', newProvider())
    await configure(api.openid)
    expect(refused.status).toBe(403)
    for (const [method, at, body] of [
      ['GET', path],
      ['PATCH', path, { options: { signSAMLRequest: true } }],
      ['PUT', `${path}/update-attributes`, {}],
      ['DELETE', path],
      ['POST', `${path}/detach`],
      ['POST', `${path}/provisioning`],
    ] as const)
      expect((await asNeighbour.send(method, at, body)).status, `${method} ${at}`).toBe(404)
    await removed(path)
  })

  it('403 and 409: all of it or nothing, where the admin cannot replace the certificates', async () => {
    const path = await connected()
    await asOwner.send('PATCH', path, { is_enabled: true })
    const where = { tenantId: api.tenant.tenantId, connectionId: idIn(path) }
    await api.tenant.write((tx) =>
      tx.identity.create({ data: { ...where, id: `idn_${idIn(path)}`, userId: owner.id, subject: 'ann' } }),
    )
    const admin = await api.tenant.createUser()
    await api.tenant.addMember(organization, admin, ['Admin'])
    const asAdmin = await api.as(admin, organization)
    const before = (await asOwner.get(path)).json
    const taken = { options: { cert: pem(next.certificate) }, display_name: 'Taken', show_as_button: false }
    expect((await asAdmin.send('PATCH', path, taken)).status).toBe(403)
    const moved = { options: { issuer: 'https://other.acme.test' }, display_name: 'Moved' }
    expect((await asOwner.send('PATCH', path, moved)).status).toBe(409)
    expect((await asOwner.get(path)).json).toEqual(before)
    await removed(path)
  })

  it('is provisioned as others are', async () => {
    const path = await connected()
    expect((await asOwner.send('POST', `${path}/provisioning`)).json).toMatchObject({ strategy: 'samlp' })
    await removed(path)
    expect((await asOwner.get(`${path}/provisioning`)).status).toBe(404)
  })
})
