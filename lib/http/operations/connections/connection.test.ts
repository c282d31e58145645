import { beforeAll, describe, expect, it } from 'vitest'
import { IdentityProvider } from '@/test/identity-provider'
import { parseCertificate } from '@/lib/domain/connections/saml-options'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { samlSettings } from '@/test/saml-fixture'
import { createConnection } from '@/test/fixtures/builders'
import { prepareTenantConnections, type TenantConnections } from '@/test/fixtures/tenant-connections'

let api: TenantConnections

beforeAll(async () => {
  api = await prepareTenantConnections()
})

function tenant(name: string): string {
  return `connections/${api.api.tenant.connection(name)}`
}

describe('GET /connections/{id}', () => {
  it.each([
    ['password', 'auth0', { brute_force_protection: true, requires_username: false, import_mode: false }],
    ['email', 'email', { brute_force_protection: true }],
    ['passkey', 'passkey', { brute_force_protection: true }],
  ])('200: one of the tenant’s: %s', async (name, strategy, options) => {
    const { status, json } = await api.operator.get(tenant(name))
    expect(status).toBe(200)
    expect(json).toMatchObject({ name, strategy, options, realms: [name] })
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    await api.expectNotFound('GET', (id) => `connections/${id}`)
  })
})

describe('PATCH /connections/{id}', () => {
  it.each(['password', 'email', 'passkey'])(
    '200: sending back the response of GET for %s writes nothing',
    async (name) => {
      const [{ json }, before] = await Promise.all([api.operator.get(tenant(name)), api.rows()])
      const taken = await api.operator.send('PATCH', tenant(name), json)
      expect({ status: taken.status, json: taken.json }).toEqual({ status: 200, json })
      expect(await api.rows()).toEqual(before)
    },
  )

  it('200: accepts what auth0-deploy-cli adds to database and passwordless connections, and writes nothing', async () => {
    const before = await api.rows()
    const mailed = { options: { email: { body: '' } } }
    expect((await api.operator.send('PATCH', tenant('email'), mailed)).status).toBe(200)
    const written = { options: { email: { body: '<p>' } } }
    expect((await api.operator.send('PATCH', tenant('email'), written)).status).toBe(400)
    const options = { requires_username: false, disable_self_service_change_password: false }
    expect((await api.operator.send('PATCH', tenant('password'), { options })).status).toBe(200)
    expect(await api.rows()).toEqual(before)
  })

  it('200: metadata is replaced, also of the database connection', async () => {
    const { id } = await api.create({ metadata: { team: 'blue', tier: 'gold' } })
    for (const path of [`connections/${String(id)}`, tenant('password')]) {
      const metadata = { team: 'green' }
      expect((await api.operator.send('PATCH', path, { metadata })).json).toMatchObject({ metadata })
      expect(
        (await api.operator.send('PATCH', path, { is_domain_connection: false })).json['metadata'],
      ).toEqual(metadata)
      expect((await api.operator.get(path)).json['metadata']).toEqual(metadata)
      expect((await api.operator.send('PATCH', path, { metadata: {} })).json).not.toHaveProperty('metadata')
    }
  })

  it('200: changes only the properties that are sent; omitted options stay', async () => {
    const { id } = await api.create()
    const path = `connections/${String(id)}`
    const input = {
      display_name: 'Acme staff',
      options: { domain_aliases: ['acme.test'] },
      enabled_clients: [api.operator.client.id],
    }
    expect((await api.operator.send('PATCH', path, input)).json).toMatchObject({
      display_name: 'Acme staff',
      options: { domain_aliases: ['acme.test'], client_id: 'foyer', issuer: 'https://login.acme.test' },
    })
    expect((await api.operator.send('PATCH', path, { options: { client_secret: 'newer' } })).status).toBe(200)
    const own = { display_name: 'Secret word', show_as_button: true }
    expect((await api.operator.send('PATCH', tenant('password'), own)).json).toMatchObject(own)
  })

  it.each<[string, object]>([
    ['id', { id: 'con_another' }],
    ['name', { name: 'another' }],
    ['realms', { realms: ['another'] }],
    ['strategy', { strategy: 'github' }],
    ['display_name', { display_name: '' }],
    ['options', { options: { issuer: 'http://login.acme.test' } }],
    ['tenant_domain', { options: { tenant_domain: 'acme.test' } }],
    ['enabled_clients', { enabled_clients: ['nobody'] }],
    ['show_as_button', { show_as_button: 'perhaps' }],
    ['unknown', { provisioning_ticket_url: 'x' }],
  ])('400: %s; nothing is written', async (_, wrong) => {
    const { id } = await api.create()
    const before = await api.rows()
    expect((await api.operator.send('PATCH', `connections/${String(id)}`, wrong)).status).toBe(400)
    expect(await api.rows()).toEqual(before)
  })

  it('400: password, email and passkey have no provider', async () => {
    const wrong = { options: { client_id: 'x' } }
    for (const name of ['password', 'email', 'passkey'])
      expect((await api.operator.send('PATCH', tenant(name), wrong)).status).toBe(400)
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    await api.expectNotFound('PATCH', (id) => `connections/${id}`, { display_name: 'Mine' })
  })

  it('409: the last connection on the tenant’s sign-in page', async () => {
    const off = (name: string) => api.operator.send('PATCH', tenant(name), { show_as_button: false })
    expect((await off('email')).status).toBe(200)
    expect((await off('password')).status).toBe(409)
    expect((await api.operator.get(tenant('password'))).json['show_as_button']).toBe(true)
    await api.operator.send('PATCH', tenant('email'), { show_as_button: true })
  })
})

describe('DELETE /connections/{id}', () => {
  it('202: with the time', async () => {
    const { id } = await api.create()
    const { status, json } = await api.operator.send('DELETE', `connections/${String(id)}`)
    expect(status).toBe(202)
    expect(Date.parse(String(json['deleted_at']))).toBeGreaterThan(Date.now() - 60_000)
    expect((await api.operator.get(`connections/${String(id)}`)).status).toBe(404)
  })

  it('400: password, email and passkey cannot be deleted', async () => {
    const before = await api.rows()
    for (const name of ['password', 'email', 'passkey'])
      expect((await api.operator.send('DELETE', tenant(name))).status).toBe(400)
    expect(await api.rows()).toEqual(before)
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    await api.expectNotFound('DELETE', (id) => `connections/${id}`)
  })

  it('409: the only sign-in method of an organization', async () => {
    const { id } = await api.create()
    const organization = await api.api.tenant.createOrganization()
    await api.api.tenant.write(async (tx) => {
      await tx.enabledConnection.deleteMany({ where: { organizationId: organization.id } })
      await tx.enabledConnection.create({
        data: { organizationId: organization.id, connectionId: String(id) },
      })
    })
    expect((await api.operator.send('DELETE', `connections/${String(id)}`)).json).toMatchObject({
      statusCode: 409,
      message: 'It is the only sign-in method of one organization. Enable another one there first.',
    })
    expect((await api.operator.get(`connections/${String(id)}`)).status).toBe(200)
  })
})

describe('GET /connections/{id}/clients', () => {
  it('200: every application, from a checkpoint', async () => {
    const all = await api.api.tenant.read((tx) => tx.client.findMany({ select: { id: true } }))
    const path = `${tenant('password')}/clients`
    const first = await api.operator.get(`${path}?take=2`)
    const rest = await api.operator.get(`${path}?take=100&from=${String(first.json['next'])}`)
    expect(rest.json).not.toHaveProperty('next')
    const seen = [first, rest].flatMap(({ json }) => json['clients'] as { client_id: string }[])
    expect(seen.map(({ client_id: id }) => id).sort()).toEqual(all.map(({ id }) => id).sort())
  })

  it('400: a page too large', async () => {
    expect((await api.operator.get(`${tenant('email')}/clients?take=101`)).status).toBe(400)
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    await api.expectNotFound('GET', (id) => `connections/${id}/clients`)
  })
})

describe('PATCH /connections/{id}/clients', () => {
  it('204: accepts existing applications', async () => {
    const body = [{ client_id: api.operator.client.id, status: true }]
    expect((await api.operator.send('PATCH', `${tenant('email')}/clients`, body)).status).toBe(204)
  })

  it.each<[string, (id: string) => unknown]>([
    ['an application that is switched off', (id) => [{ client_id: id, status: false }]],
    ['an unknown one', () => [{ client_id: 'nobody', status: true }]],
    ['none', () => []],
    ['51 of them', (id) => Array.from({ length: 51 }, () => ({ client_id: id, status: true }))],
    ['no list', (id) => ({ client_id: id, status: true })],
    ['no status', (id) => [{ client_id: id }]],
  ])('400: %s', async (_, body) => {
    const path = `${tenant('email')}/clients`
    const { status, json } = await api.operator.send('PATCH', path, body(api.operator.client.id))
    expect({ status, errorCode: json['errorCode'] }).toEqual({ status: 400, errorCode: 'invalid_body' })
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    const body = [{ client_id: api.operator.client.id, status: true }]
    await api.expectNotFound('PATCH', (id) => `connections/${id}/clients`, body)
  })
})

describe('GET /connections/{id}/status', () => {
  const at = (issuer: string) => ({ options: { issuer, client_id: 'foyer', client_secret: 'x' } })

  it('200: a provider that answers, and a connection without a provider', async () => {
    const provider = await IdentityProvider.start([])
    const { id } = await api.create(at(provider.issuer))
    expect((await api.operator.get(`connections/${String(id)}/status`)).status).toBe(200)
    await provider.stop()
    expect((await api.operator.get(`${tenant('password')}/status`)).status).toBe(200)
  })

  it('404: a provider that does not answer; unknown and foreign', async () => {
    const provider = await IdentityProvider.start([])
    await provider.stop()
    const { id } = await api.create(at(provider.issuer))
    const { json } = await api.operator.get(`connections/${String(id)}/status`)
    expect(json).toMatchObject({ statusCode: 404, errorCode: 'connection_offline' })
    await api.expectNotFound('GET', (other) => `connections/${other}/status`)
  })
})

it('200: an organization’s SAML connection can be read, sent back and renamed', async () => {
  const { tenant } = api.api
  const [owner, { certificate }] = await Promise.all([tenant.createOrganization(), createSamlKeys()])
  const options = { ...samlSettings(parseCertificate(certificate)), ownCertificate: certificate }
  const made = { strategy: 'samlp', displayName: 'SAML', organizationId: owner.id, options }
  const path = `connections/${await tenant.write((tx) => createConnection(tx, made))}`
  const { status, json } = await api.operator.get(path)
  expect({ status, json }).toMatchObject({ status: 200, json: { strategy: 'samlp', options: {} } })
  expect(await api.operator.send('PATCH', path, json)).toMatchObject({ status: 200, json })
  const renamed = { display_name: 'Renamed' }
  expect(await api.operator.send('PATCH', path, renamed)).toMatchObject({ status: 200, json: renamed })
  const refused = [
    await api.operator.send('PATCH', path, { options: { client_id: 'foyer' } }),
    await api.operator.send('POST', 'connections', { name: 'saml', strategy: 'samlp', options: {} }),
  ]
  expect(refused.map((answer) => answer.status)).toEqual([400, 400])
  expect((await api.operator.send('DELETE', path)).status).toBe(202)
})
