import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { issuerOf } from '@/lib/domain/tenants/list-tenants'
import { inexistentClient, startClientsApi } from '@/test/fixtures/clients-api'
import { request, requestToken } from '@/test/fixtures/openid'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'

const api = await startClientsApi()
const organization = await api.api.tenant.createOrganization()

describe('GET /clients/{id}', () => {
  it('200: with only the chosen properties', async () => {
    const { client_id: id } = await api.create()
    const { json, headers } = await api.operator.get(`clients/${String(id)}`)
    expect(json).toMatchObject({ client_id: id, name: 'Documents', is_first_party: true, global: false })
    expect(headers.get('etag')).not.toBeNull()
    const some = await api.operator.get(`clients/${String(id)}?fields=name,app_type&include_fields=true`)
    expect(some.json).toEqual({ name: 'Documents', app_type: 'regular_web' })
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    await api.expectNotFound('GET', (id) => `clients/${id}`)
  })
})

describe('PATCH /clients/{id}', () => {
  it('200: sending back the response of GET changes nothing', async () => {
    const { client_secret: _, ...made } = await api.create({
      callbacks: ['https://app.tenant.test/callback'],
      client_metadata: { tier: 'gold' },
      default_organization: { organization_id: organization.id, flows: ['client_credentials'] },
    })
    const path = `clients/${String(made['client_id'])}`
    const { status, json } = await api.operator.send('PATCH', path, made)
    expect({ status, json }).toEqual({ status: 200, json: made })
    const { client_id: id } = made
    const types = await api.api.tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { targetId: String(id) }, select: { type: true } }),
    )
    expect(types).toEqual([{ type: 'client.created' }])
  })

  it('200: changes only the properties that are sent; null and empty texts reset them', async () => {
    const made = await api.create({
      organization_usage: 'require',
      description: 'Nightly',
      logo_uri: 'https://a.test/l',
    })
    const path = `clients/${String(made['client_id'])}`
    const input = {
      organization_require_behavior: 'post_login_prompt',
      refresh_token: { token_lifetime: 5_000_000 },
    }
    expect((await api.operator.send('PATCH', path, input)).json).toMatchObject({
      organization_usage: 'require',
      organization_require_behavior: 'post_login_prompt',
      refresh_token: { token_lifetime: 5_000_000, idle_token_lifetime: 1_296_000 },
    })
    const cleared = await api.operator.send('PATCH', path, {
      organization_usage: null,
      organization_require_behavior: null,
      refresh_token: null,
      organization_discovery_methods: null,
      default_organization: null,
      jwt_configuration: null,
      description: null,
      logo_uri: '',
      initiate_login_uri: '',
    })
    const { client_secret: _, description: __, logo_uri: ___, ...rest } = made
    expect(cleared.json).toEqual({ ...rest, organization_usage: 'deny' })
  })

  it('400: read-only or invalid properties; nothing is written', async () => {
    const { client_id: id } = await api.create()
    const before = await api.clients()
    for (const wrong of [
      ...[{ client_id: newId('client') }, { tenant: 'another' }, { is_first_party: false }, { name: '' }],
      ...[{ callbacks: ['https://{organization_name}.tenant.test/'] }, { signing_keys: [] }, { name: null }],
      { client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'cred_x' }] } } },
    ]) {
      const { status } = await api.operator.send('PATCH', `clients/${String(id)}`, wrong)
      expect({ wrong, status }).toEqual({ wrong, status: 400 })
    }
    expect(await api.clients()).toEqual(before)
  })

  it('403: keys need their own scope, which allows nothing else', async () => {
    const { client_id: id } = await api.create()
    const path = `clients/${String(id)}`
    const before = await api.clients()
    const plain = await api.api.asMachine(['update:clients'])
    const keys = { client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'cred_x' }] } } }
    expect((await plain.send('PATCH', path, keys)).json).toMatchObject({
      statusCode: 403,
      message: 'Insufficient scope, expected any of: update:client_credentials,update:client_keys',
    })
    const keyEditor = await api.api.asMachine(['update:client_credentials'])
    expect((await keyEditor.send('PATCH', path, { name: 'Mine' })).json).toMatchObject({
      statusCode: 403,
      message: 'Insufficient scope, expected any of: update:clients,update:client_keys',
    })
    expect((await api.clients()).length).toBe(before.length + 2)
    expect((await api.clients()).filter((one) => before.some(({ id }) => id === one.id))).toEqual(before)
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    await api.expectNotFound('PATCH', (id) => `clients/${id}`, { name: 'Mine' })
  })

  it('403: comes before 412', async () => {
    const { client_id: id } = await api.create()
    const reader = await api.api.asMachine(['read:clients'])
    const headers = { 'if-match': '"another"' }
    const answer = await reader.request('PATCH', `clients/${String(id)}`, { headers, raw: '{}' })
    expect(answer).toMatchObject({ status: 403, json: { errorCode: 'insufficient_scope' } })
  })

  it('409: another request changes it at the same moment', async () => {
    const { client_id: made } = await api.create()
    const id = String(made)
    const { asking } = await api.api.tenant.write(async (tx) => {
      await tx.client.updateMany({ where: { id }, data: { name: 'Theirs' } })
      const answer = api.operator.send('PATCH', `clients/${id}`, { name: 'Ours' })
      await waitForLockWaiter(tx)
      return { asking: answer }
    })
    expect((await asking).json).toMatchObject({ statusCode: 409, errorCode: 'conflict' })
    expect((await api.operator.get(`clients/${id}`)).json).toMatchObject({ name: 'Theirs' })
  })

  it('412: another request was first', async () => {
    const { client_id: id } = await api.create()
    const path = `clients/${String(id)}`
    const tag = (await api.operator.get(path)).headers.get('etag') ?? ''
    const rename = (name: string) =>
      api.operator.request('PATCH', path, { headers: { 'if-match': tag }, raw: JSON.stringify({ name }) })
    expect((await rename('First')).status).toBe(200)
    expect((await rename('Second')).status).toBe(412)
    expect((await api.operator.get(path)).json['name']).toBe('First')
  })
})

describe('DELETE /clients/{id}', () => {
  it('204: its tokens end at once', async () => {
    const deleted = await api.api.asMachine(['read:clients'])
    expect((await deleted.get('clients?per_page=1')).status).toBe(200)
    const { status } = await api.operator.send('DELETE', `clients/${deleted.client.id}`)
    expect(status).toBe(204)
    expect((await deleted.get('clients?per_page=1')).status).toBe(401)
    const form = { grant_type: 'client_credentials', audience: api.api.openid.audience }
    expect((await requestToken(api.api.openid, deleted.client, form)).error).toBe('invalid_client')
  })

  it('404: unknown, foreign, and the second time', async () => {
    await api.expectNotFound('DELETE', (id) => `clients/${id}`)
    const { client_id: id } = await api.create()
    expect((await api.operator.send('DELETE', `clients/${String(id)}`)).status).toBe(204)
    expect((await api.operator.send('DELETE', `clients/${String(id)}`)).json).toEqual(inexistentClient)
  })
})

describe('POST /clients/{id}/rotate-secret', () => {
  const form = { grant_type: 'client_credentials', audience: 'none' }

  async function works(id: unknown, secret: unknown): Promise<boolean> {
    const answer = await requestToken(api.api.openid, { id: String(id), secret: String(secret) }, form)
    return answer.error !== 'invalid_client'
  }

  it('200: the new secret works, and the old one no longer does', async () => {
    const { client_id: id, client_secret: old } = await api.create({ app_type: 'non_interactive' })
    const { status, json } = await api.operator.send('POST', `clients/${String(id)}/rotate-secret`)
    expect(status).toBe(200)
    expect(json).toMatchObject({ client_id: id })
    expect(await Promise.all([works(id, old), works(id, json['client_secret'])])).toEqual([false, true])
  })

  it('200: the old secret stays valid for a while', async () => {
    const { client_id: id, client_secret: old } = await api.create({ app_type: 'non_interactive' })
    const body = { previous_secret_lifetime: 60 }
    const { json } = await api.operator.send('POST', `clients/${String(id)}/rotate-secret`, body)
    expect(await Promise.all([works(id, old), works(id, json['client_secret'])])).toEqual([true, true])
  })

  it('400: no secret to rotate, or an invalid body', async () => {
    const { client_id: spa } = await api.create({ app_type: 'spa' })
    expect((await api.operator.send('POST', `clients/${String(spa)}/rotate-secret`)).status).toBe(400)
    const { client_id: id, client_secret: secret } = await api.create({ app_type: 'non_interactive' })
    for (const body of [
      { previous_secret_lifetime: -1 },
      { previous_secret_lifetime: 2_592_001 },
      { more: 1 },
    ])
      expect((await api.operator.send('POST', `clients/${String(id)}/rotate-secret`, body)).status).toBe(400)
    expect(await works(id, secret)).toBe(true)
  })

  it('404: for an unknown id and for another tenant’s', async () => {
    await api.expectNotFound('POST', (id) => `clients/${id}/rotate-secret`)
  })
})

describe('an application that authenticates by a key', () => {
  it('gets tokens with its key, and with no other', async () => {
    const [own, other] = [
      generateKeyPairSync('rsa', { modulusLength: 2048 }),
      generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ]
    const pem = own.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const credential = { credential_type: 'public_key', name: 'first', pem }
    const made = await api.create({
      app_type: 'non_interactive',
      client_authentication_methods: { private_key_jwt: { credentials: [credential] } },
    })
    expect(made).not.toHaveProperty('client_secret')
    expect(made).not.toHaveProperty('token_endpoint_auth_method')
    expect(made).toMatchObject({
      client_authentication_methods: { private_key_jwt: { credentials: [{ name: 'first' }] } },
    })
    const id = String(made['client_id'])
    expect((await api.operator.send('PATCH', `clients/${id}`, made)).json).toEqual(made)
    const errorWith = async (key: KeyObject) => {
      const assertion = await new SignJWT({})
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(id)
        .setSubject(id)
        .setAudience(issuerOf(api.api.openid.tenant))
        .setJti(newId('identity'))
        .setIssuedAt()
        .setExpirationTime('1m')
        .sign(key)
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        audience: api.api.openid.audience,
        client_assertion: assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      })
      const answer = await request(api.api.openid, { path: '/oauth/token', init: { method: 'POST', body } })
      return ((await answer.json()) as { error: string }).error
    }
    expect(await errorWith(own.privateKey)).toBe('access_denied')
    expect(await errorWith(other.privateKey)).toBe('invalid_client')
  })
})
