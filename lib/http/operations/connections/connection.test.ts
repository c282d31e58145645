import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { IdentityProvider } from '@/test/identity-provider'
import { openTenantConnections, type TenantConnections } from '@/test/tenant-connections'

let desk: TenantConnections

beforeAll(async () => {
  desk = await openTenantConnections()
})
afterAll(() => desk.close())

function house(name: string): string {
  return `connections/${desk.api.house.connection(name)}`
}

describe('GET /connections/{id}', () => {
  test.each([
    ['password', 'auth0', { brute_force_protection: true, requires_username: false, import_mode: false }],
    ['email', 'email', { brute_force_protection: true }],
    ['passkey', 'passkey', { brute_force_protection: true }],
  ])('200: the house’s own: %s', async (name, strategy, options) => {
    const { status, json } = await desk.operator.get(house(name))
    expect(status).toBe(200)
    expect(json).toMatchObject({ name, strategy, options, realms: [name] })
  })

  test('404: unknown and foreign', async () => {
    await desk.absent('GET', (id) => `connections/${id}`)
  })
})

describe('PATCH /connections/{id}', () => {
  test.each(['password', 'email', 'passkey'])(
    '200: what GET returned of %s is taken back as it is, and writes nothing',
    async (name) => {
      const { json } = await desk.operator.get(house(name))
      const before = await desk.kept()
      const taken = await desk.operator.send('PATCH', house(name), json)
      expect({ status: taken.status, json: taken.json }).toEqual({ status: 200, json })
      expect(await desk.kept()).toEqual(before)
    },
  )

  test('200: what auth0-deploy-cli adds to a database and to mailed links writes nothing', async () => {
    const before = await desk.kept()
    const mailed = { options: { email: { body: '' } } }
    expect((await desk.operator.send('PATCH', house('email'), mailed)).status).toBe(200)
    const written = { options: { email: { body: '<p>' } } }
    expect((await desk.operator.send('PATCH', house('email'), written)).status).toBe(400)
    const options = { requires_username: false, disable_self_service_change_password: false }
    expect((await desk.operator.send('PATCH', house('password'), { options })).status).toBe(200)
    expect(await desk.kept()).toEqual(before)
  })

  test('200: texts of the tenant’s take the place of those before, of a database’s too', async () => {
    const { id } = await desk.make({ metadata: { team: 'blue', tier: 'gold' } })
    for (const path of [`connections/${String(id)}`, house('password')]) {
      const metadata = { team: 'green' }
      expect((await desk.operator.send('PATCH', path, { metadata })).json).toMatchObject({ metadata })
      expect(
        (await desk.operator.send('PATCH', path, { is_domain_connection: false })).json['metadata'],
      ).toEqual(metadata)
      expect((await desk.operator.get(path)).json['metadata']).toEqual(metadata)
      expect((await desk.operator.send('PATCH', path, { metadata: {} })).json).not.toHaveProperty('metadata')
    }
  })

  test('200: part of it; what is left out of the options stays', async () => {
    const { id } = await desk.make()
    const path = `connections/${String(id)}`
    const wanted = {
      display_name: 'Acme staff',
      options: { domain_aliases: ['acme.test'] },
      enabled_clients: [desk.operator.client.id],
    }
    expect((await desk.operator.send('PATCH', path, wanted)).json).toMatchObject({
      display_name: 'Acme staff',
      options: { domain_aliases: ['acme.test'], client_id: 'foyer', issuer: 'https://login.acme.test' },
    })
    expect((await desk.operator.send('PATCH', path, { options: { client_secret: 'newer' } })).status).toBe(
      200,
    )
    const own = { display_name: 'Secret word', show_as_button: true }
    expect((await desk.operator.send('PATCH', house('password'), own)).json).toMatchObject(own)
  })

  test.each<[string, object]>([
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
    const { id } = await desk.make()
    const before = await desk.kept()
    expect((await desk.operator.send('PATCH', `connections/${String(id)}`, wrong)).status).toBe(400)
    expect(await desk.kept()).toEqual(before)
  })

  test('400: the house’s own have no provider', async () => {
    const wrong = { options: { client_id: 'x' } }
    for (const name of ['password', 'email', 'passkey'])
      expect((await desk.operator.send('PATCH', house(name), wrong)).status).toBe(400)
  })

  test('404: unknown and foreign', async () => {
    await desk.absent('PATCH', (id) => `connections/${id}`, { display_name: 'Mine' })
  })

  test('409: the last one on the tenant’s page', async () => {
    const off = (name: string) => desk.operator.send('PATCH', house(name), { show_as_button: false })
    expect((await off('email')).status).toBe(200)
    expect((await off('password')).status).toBe(409)
    expect((await desk.operator.get(house('password'))).json['show_as_button']).toBe(true)
    await desk.operator.send('PATCH', house('email'), { show_as_button: true })
  })
})

describe('DELETE /connections/{id}', () => {
  test('202: with the time', async () => {
    const { id } = await desk.make()
    const { status, json } = await desk.operator.send('DELETE', `connections/${String(id)}`)
    expect(status).toBe(202)
    expect(Date.parse(String(json['deleted_at']))).toBeGreaterThan(Date.now() - 60_000)
    expect((await desk.operator.get(`connections/${String(id)}`)).status).toBe(404)
  })

  test('400: the house’s own stay', async () => {
    const before = await desk.kept()
    for (const name of ['password', 'email', 'passkey'])
      expect((await desk.operator.send('DELETE', house(name))).status).toBe(400)
    expect(await desk.kept()).toEqual(before)
  })

  test('404: unknown and foreign', async () => {
    await desk.absent('DELETE', (id) => `connections/${id}`)
  })

  test('409: the only way into an organization', async () => {
    const { id } = await desk.make()
    const place = await desk.api.house.organization()
    await desk.api.house.arrange(async (tx) => {
      await tx.enabledConnection.deleteMany({ where: { organizationId: place.id } })
      await tx.enabledConnection.create({ data: { organizationId: place.id, connectionId: String(id) } })
    })
    expect((await desk.operator.send('DELETE', `connections/${String(id)}`)).json).toMatchObject({
      statusCode: 409,
      message: 'It is the only way into one organization. Switch another one on there first.',
    })
    expect((await desk.operator.get(`connections/${String(id)}`)).status).toBe(200)
  })
})

describe('GET /connections/{id}/clients', () => {
  test('200: every application, from a checkpoint', async () => {
    const all = await desk.api.house.look((tx) => tx.client.findMany({ select: { id: true } }))
    const path = `${house('password')}/clients`
    const first = await desk.operator.get(`${path}?take=2`)
    const rest = await desk.operator.get(`${path}?take=100&from=${String(first.json['next'])}`)
    expect(rest.json).not.toHaveProperty('next')
    const seen = [first, rest].flatMap(({ json }) => json['clients'] as { client_id: string }[])
    expect(seen.map(({ client_id: id }) => id).sort()).toEqual(all.map(({ id }) => id).sort())
  })

  test('400: a page too large', async () => {
    expect((await desk.operator.get(`${house('email')}/clients?take=101`)).status).toBe(400)
  })

  test('404: unknown and foreign', async () => {
    await desk.absent('GET', (id) => `connections/${id}/clients`)
  })
})

describe('PATCH /connections/{id}/clients', () => {
  test('204: applications that are there are served', async () => {
    const body = [{ client_id: desk.operator.client.id, status: true }]
    expect((await desk.operator.send('PATCH', `${house('email')}/clients`, body)).status).toBe(204)
  })

  test.each<[string, (id: string) => unknown]>([
    ['to serve one no more', (id) => [{ client_id: id, status: false }]],
    ['an unknown one', () => [{ client_id: 'nobody', status: true }]],
    ['none', () => []],
    ['51 of them', (id) => Array.from({ length: 51 }, () => ({ client_id: id, status: true }))],
    ['no list', (id) => ({ client_id: id, status: true })],
    ['no status', (id) => [{ client_id: id }]],
  ])('400: %s', async (_, body) => {
    const path = `${house('email')}/clients`
    const { status, json } = await desk.operator.send('PATCH', path, body(desk.operator.client.id))
    expect({ status, errorCode: json['errorCode'] }).toEqual({ status: 400, errorCode: 'invalid_body' })
  })

  test('404: unknown and foreign', async () => {
    const body = [{ client_id: desk.operator.client.id, status: true }]
    await desk.absent('PATCH', (id) => `connections/${id}/clients`, body)
  })
})

describe('GET /connections/{id}/status', () => {
  const at = (issuer: string) => ({ options: { issuer, client_id: 'foyer', client_secret: 'x' } })

  test('200: a provider that answers, and ways that need none', async () => {
    const provider = await IdentityProvider.start([])
    const { id } = await desk.make(at(provider.issuer))
    expect((await desk.operator.get(`connections/${String(id)}/status`)).status).toBe(200)
    await provider.stop()
    expect((await desk.operator.get(`${house('password')}/status`)).status).toBe(200)
  })

  test('404: a provider that does not answer; unknown and foreign', async () => {
    const provider = await IdentityProvider.start([])
    await provider.stop()
    const { id } = await desk.make(at(provider.issuer))
    const { json } = await desk.operator.get(`connections/${String(id)}/status`)
    expect(json).toMatchObject({ statusCode: 404, errorCode: 'connection_offline' })
    await desk.absent('GET', (other) => `connections/${other}/status`)
  })
})
