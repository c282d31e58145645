import { beforeAll, describe, expect, it } from 'vitest'
import { parseCertificate, samlOptions } from '@/lib/domain/connections/saml-options'
import { createConnection } from '@/test/fixtures/builders'
import { prepareTenantConnections, type TenantConnections } from '@/test/fixtures/tenant-connections'
import { createSamlKeys, providerMetadata } from '@/test/saml-identity-provider'
import { SamlProviderServer } from '@/test/saml-provider-server'
import { samlSettings } from '@/test/saml-fixture'

let api: TenantConnections
const [keys, next] = await Promise.all([createSamlKeys(), createSamlKeys()])
const signingCert = Buffer.from(keys.certificate).toString('base64')
const issuer = 'https://login.acme.test/idp'
const signInEndpoint = 'https://login.acme.test/sso'
const given = { issuer, signInEndpoint, signingCert }
let count = 0

beforeAll(async () => {
  api = await prepareTenantConnections()
})

function post(options: object, others: object = {}) {
  count += 1
  return api.operator.send('POST', 'connections', {
    name: `saml-${count}`,
    strategy: 'samlp',
    options,
    ...others,
  })
}

async function savedOptions(id: unknown) {
  const { options } = await api.api.tenant.read((tx) =>
    tx.connection.findFirstOrThrow({ where: { id: String(id) } }),
  )
  return samlOptions.parse(options)
}

describe('POST /connections of samlp', () => {
  it('201: from Auth0’s properties', async () => {
    const postBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
    const { status, json, text } = await post(
      {
        ...given,
        signOutEndpoint: 'https://login.acme.test/slo',
        protocolBinding: postBinding,
        signSAMLRequest: true,
        disableSignout: false,
        fieldsMap: { email: ['upn'], name: 'cn' },
        signatureAlgorithm: 'rsa-sha256',
        digestAlgorithm: 'sha256',
        domain_aliases: ['Acme.test'],
        offered_to_organizations: true,
      },
      { display_name: 'Acme' },
    )
    expect(status, text).toBe(201)
    expect(json).toMatchObject({ strategy: 'samlp', display_name: 'Acme' })
    expect(json['options']).toEqual({
      issuer,
      signInEndpoint,
      signOutEndpoint: 'https://login.acme.test/slo',
      signingCert: json['options'] && (json['options'] as { signingCert: string }).signingCert,
      protocolBinding: postBinding,
      signSAMLRequest: true,
      disableSignout: false,
      idpinitiated: { enabled: false },
      fieldsMap: { email: 'upn', name: 'cn' },
      domain_aliases: ['acme.test'],
      offered_to_organizations: true,
    })
    expect(await savedOptions(json['id'])).toMatchObject({
      issuer,
      certificates: [parseCertificate(keys.certificate)],
      signInBinding: 'post',
      signsRequests: true,
      signsOutThere: true,
      attributes: { email: 'upn', name: 'cn' },
      trust: { isTenantLevel: true },
    })
    expect(text).not.toMatch(/PRIVATE|ownCertificate|sealed/)
    const path = `connections/${String(json['id'])}`
    expect(await api.operator.send('PATCH', path, json)).toMatchObject({ status: 200, json })
    expect((await api.operator.send('DELETE', path)).status).toBe(202)
  })

  it('201: from metadata, sent or fetched, with several certificates', async () => {
    const signOutUrl = 'https://login.acme.test/slo'
    const metadata = { issuer, signInUrl: signInEndpoint, signOutUrl, keys: [keys, next] }
    const sent = await post({ metadataXml: providerMetadata(metadata) })
    expect(sent.status, sent.text).toBe(201)
    expect(sent.text).not.toContain('EntityDescriptor')
    expect((await savedOptions(sent.json['id'])).certificates).toHaveLength(2)
    const again = await post(sent.json['options'] as object)
    expect(again.status, again.text).toBe(201)
    expect((await savedOptions(again.json['id'])).certificates).toHaveLength(2)
    const provider = await SamlProviderServer.start()
    const fetched = await post({ metadataUrl: provider.metadataUrl })
    expect(fetched.json).toMatchObject({ options: { issuer: provider.issuer, disableSignout: true } })
    await provider.stop()
  })

  it.each<[string, object]>([
    ['issuer', { signInEndpoint, signingCert }],
    ['signInEndpoint', { issuer, signingCert }],
    ['signingCert', { issuer, signInEndpoint }],
    ['sign-in URL', { ...given, signInEndpoint: 'https://10.0.0.1/sso' }],
    ['sign-out URL', { ...given, signOutEndpoint: 'javascript:alert(1)' }],
    ['sign-out URL', { ...given, disableSignout: false }],
    ['certificate', { ...given, signingCert: 'nothing' }],
    ['certificate', { ...given, signingCert: keys.key }],
    ['metadata', { metadataXml: '<html/>' }],
    ['metadata URL', { metadataUrl: 'https://169.254.169.254/' }],
    ['protocolBinding', { ...given, protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP' }],
    ['signatureAlgorithm', { ...given, signatureAlgorithm: 'rsa-sha1' }],
    ['digestAlgorithm', { ...given, digestAlgorithm: 'sha1' }],
    ['fieldsMap', { ...given, fieldsMap: { user_id: 'oid' } }],
    ['fieldsMap', { ...given, fieldsMap: { email: ['a', 'b'] } }],
    ['attribute', { ...given, fieldsMap: { email: 'two words' } }],
    ['starts at the provider', { ...given, idpinitiated: { enabled: true } }],
    ['idpinitiated', { ...given, idpinitiated: { enabled: false, client_id: 'x' } }],
    ['client_id', { ...given, client_id: 'foyer' }],
    ['client_secret', { ...given, client_secret: 'secret' }],
    ['domain must look like', { ...given, domain_aliases: ['acme'] }],
    ['offered_to_organizations', { ...given, offered_to_organizations: 'yes' }],
    ['entityId', { ...given, entityId: 'urn:foyer' }],
    ['decryptionKey', { ...given, decryptionKey: 'x' }],
    ['requestTemplate', { ...given, requestTemplate: '<x/>' }],
    ['user_id_attribute', { ...given, user_id_attribute: 'x' }],
    ['deflate', { ...given, deflate: false }],
    ['debug', { ...given, debug: true }],
  ])('400: %s', async (named, options) => {
    const { status, json } = await post(options)
    expect(status).toBe(400)
    expect(String(json['message'])).toContain(named)
  })

  it('400: its properties in a connection of another strategy', async () => {
    for (const [name, value] of Object.entries({ signInEndpoint, signingCert, disableSignout: true })) {
      const openid = { issuer: 'https://a.test', client_id: 'x', client_secret: 'y', [name]: value }
      const { status, json } = await post(openid, { strategy: 'oidc' })
      expect(status).toBe(400)
      expect(String(json['message'])).toContain(name)
    }
  })

  it('403: without the permission; 409: with a name that is taken', async () => {
    const reader = await api.api.asMachine(['read:connections'])
    const body = { name: 'saml-taken', strategy: 'samlp', options: given }
    expect((await reader.send('POST', 'connections', body)).status).toBe(403)
    expect((await api.operator.send('POST', 'connections', body)).status).toBe(201)
    expect((await api.operator.send('POST', 'connections', body)).status).toBe(409)
  })
})

describe('PATCH /connections/{id} of samlp', () => {
  it('200: changes only what is sent, together with common properties; 400 changes nothing', async () => {
    const { json } = await post(given)
    const path = `connections/${String(json['id'])}`
    const both = {
      display_name: 'Renamed',
      options: { signingCert: Buffer.from(next.certificate).toString('base64') },
    }
    expect(await api.operator.send('PATCH', path, both)).toMatchObject({
      status: 200,
      json: { display_name: 'Renamed' },
    })
    expect(await savedOptions(json['id'])).toMatchObject({
      issuer,
      certificates: [parseCertificate(next.certificate)],
    })
    const wrong = { display_name: 'Again', options: { signInEndpoint: 'https://10.0.0.1/' } }
    expect((await api.operator.send('PATCH', path, wrong)).status).toBe(400)
    expect((await api.operator.get(path)).json).toMatchObject({ display_name: 'Renamed' })
    const out = { options: { signOutEndpoint: 'https://login.acme.test/slo', disableSignout: false } }
    expect((await api.operator.send('PATCH', path, out)).json).toMatchObject(out)
    const none = await api.operator.send('PATCH', path, { options: { signOutEndpoint: null } })
    expect(none.json).toMatchObject({ options: { disableSignout: true } })
    const map = await api.operator.send('PATCH', path, { options: { fieldsMap: { email: 'upn' } } })
    expect(map.json).toMatchObject({ options: { fieldsMap: { email: 'upn' } } })
    expect((await api.operator.send('PATCH', path, { options: { client_id: 'x' } })).status).toBe(400)
  })

  it('200: whether organizations may enable it, and its domains, which stay when others change', async () => {
    const { json } = await post(given)
    const path = `connections/${String(json['id'])}`
    const offer = { domain_aliases: ['acme.test'], offered_to_organizations: true }
    expect((await api.operator.send('PATCH', path, { options: offer })).json).toMatchObject({
      options: offer,
    })
    const others = await api.operator.send('PATCH', path, { options: { signSAMLRequest: true } })
    expect(others.json).toMatchObject({ options: { ...offer, signSAMLRequest: true } })
    expect((await api.operator.send('PATCH', path, { options: { domain_aliases: ['x'] } })).status).toBe(400)
    const event = await api.api.tenant.read((tx) =>
      tx.auditEvent.findFirst({ where: { targetId: String(json['id']), type: 'connection.changed' } }),
    )
    expect(event?.details).toMatchObject({ after: { domains: ['acme.test'], offeredToOrganizations: true } })
  })

  it('200: an organization’s connection, whose certificates are then trusted as the tenant’s', async () => {
    const { tenant } = api.api
    const owner = await tenant.createOrganization()
    const options = { ...samlSettings(parseCertificate(keys.certificate)), ownCertificate: keys.certificate }
    const made = { strategy: 'samlp', displayName: 'SAML', organizationId: owner.id, options }
    const id = await tenant.write((tx) => createConnection(tx, made))
    const begun = { options: { idpinitiated: { enabled: true }, signingCert } }
    expect((await api.operator.send('PATCH', `connections/${id}`, begun)).status).toBe(200)
    expect(await savedOptions(id)).toMatchObject({ allowsUnsolicited: true })
    const other = { options: { signingCert: Buffer.from(next.certificate).toString('base64') } }
    expect((await api.operator.send('PATCH', `connections/${id}`, other)).status).toBe(200)
    expect(await savedOptions(id)).toMatchObject({ trust: { isTenantLevel: true, userId: null } })
  })
})
