import { beforeAll, describe, expect, it, vi } from 'vitest'
import { makerPermissions } from '@/lib/domain/directories/directory-settings'
import { answerProgram } from '@/lib/server/routes'
import { newId } from '@/lib/ids'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { scimUser } from '@/test/fixtures/scim-requests'
import { IdentityProvider } from '@/test/identity-provider'
import {
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { addVerifiedDomain, connectProvider, idIn } from '@/test/my-organization-providers'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let asOwner: MyOrganizationCaller
let asNeighbour: MyOrganizationCaller
let provider: IdentityProvider

beforeAll(async () => {
  ;({ api, organization, asOwner, asNeighbour } = await openMyOrganization())
  provider = await IdentityProvider.start([])
  return () => provider.stop()
})

async function provisioned(): Promise<{ path: string; at: string }> {
  const path = await connectProvider(asOwner, provider)
  const at = `${path}/provisioning`
  expect((await asOwner.send('POST', at)).status).toBe(201)
  return { path, at }
}

/** Of a directory. */
async function scim(connectionId: string, token: unknown, body?: object): Promise<number> {
  const { id, url } = api.openid.tenant
  const headers = {
    authorization: `Bearer ${String(token)}`,
    'content-type': 'application/scim+json',
    'x-foyer-tenant': id,
  }
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {}
  const request = new Request(`${url}/scim/v2/connections/${connectionId}/Users`, { headers, ...init })
  return (await answerProgram(request)).status
}

function eventTypes(targetId: string): Promise<string[]> {
  const where = { tenantId: api.tenant.tenantId, targetId }
  return api.tenant.read(async (tx) =>
    (await tx.auditEvent.findMany({ where, orderBy: { id: 'asc' } })).map(({ type }) => type),
  )
}

describe('/identity-providers/{id}/provisioning', () => {
  it('404, 201, 200 and 204: is turned on once, read, reset and turned off, which the audit log says', async () => {
    const path = await connectProvider(asOwner, provider)
    const at = `${path}/provisioning`
    for (const [method, where] of [
      ['GET', at],
      ['PUT', `${at}/update-attributes`],
      ['DELETE', at],
      ['GET', `${at}/scim-tokens`],
      ['POST', `${at}/scim-tokens`],
      ['DELETE', `${at}/scim-tokens/tok_x`],
    ] as const)
      expect((await asOwner.send(method, where, method === 'GET' ? undefined : {})).json).toMatchObject({
        status: 404,
        title: 'Resource Not Found',
      })
    const made = await asOwner.send('POST', at)
    expect(made.json).toEqual({
      identity_provider_id: idIn(path),
      identity_provider_name: idIn(path).replace('_', '-'),
      strategy: 'oidc',
      method: 'scim',
      attributes: expect.arrayContaining([
        expect.objectContaining({
          user_attribute: 'given_name',
          provisioning_field: 'name.givenName',
          is_missing: false,
        }),
      ]),
      user_id_attribute: 'userName',
      created_at: expect.any(String),
      updated_on: made.json['created_at'],
    })
    const again = await asOwner.send('POST', at)
    expect([again.status, again.json]).toEqual([201, made.json])
    expect((await asOwner.get(at)).json).toEqual(made.json)
    expect((await asOwner.send('PUT', `${at}/update-attributes`, {})).json).toEqual(made.json)
    expect((await asOwner.send('DELETE', at)).status).toBe(204)
    expect((await asOwner.get(at)).status).toBe(404)
    expect((await eventTypes(idIn(path))).filter((type) => type.startsWith('directory.'))).toEqual([
      'directory.turned_on',
      'directory.turned_off',
    ])
  })

  it('400: a body that is not empty', async () => {
    const { at } = await provisioned()
    for (const body of [{ attributes: [] }, [], 'x', 1])
      expect((await asOwner.send('PUT', `${at}/update-attributes`, body)).status).toBe(400)
  })

  it('403: a user without all that the directory can then do; the token has no such scope', async () => {
    const { path, at } = await provisioned()
    const person = await api.tenant.createUser()
    await api.tenant.addMember(organization, person, ['Admin'])
    const caller = await api.as(person, organization)
    for (const missing of makerPermissions) {
      const others = makerPermissions.filter((one) => one !== missing)
      await api.holdOnly(person, organization, ['read:organization_connections', ...others])
      expect((await caller.send('POST', at)).json, missing).toMatchObject({
        detail: 'The auth token lacks the required scope: create:my_org:identity_providers_provisioning',
      })
      expect((await caller.send('POST', `${at}/scim-tokens`, {})).status, missing).toBe(403)
      const next = await api.as(person, organization)
      expect((await next.send('POST', at)).status, missing).toBe(403)
      expect((await next.get(at)).status).toBe(200)
    }
    expect((await asOwner.get(`${at}/scim-tokens`)).json).toEqual({ scim_tokens: [] })
    expect((await asOwner.send('DELETE', path)).status).toBe(204)
  })

  it('404: another organization’s, one of the tenant’s, and none', async () => {
    const { at } = await provisioned()
    const tokens = `${at}/scim-tokens`
    const { json: token } = await asOwner.send('POST', tokens, {})
    const foreign = [
      [asNeighbour, at],
      [asOwner, `identity-providers/${api.tenant.connection('password')}/provisioning`],
      [asOwner, `identity-providers/${newId('connection')}/provisioning`],
    ] as const
    for (const [caller, where] of foreign)
      for (const [method, path, body] of [
        ['GET', where],
        ['POST', where],
        ['DELETE', where],
        ['PUT', `${where}/update-attributes`, {}],
        ['GET', `${where}/scim-tokens`],
        ['POST', `${where}/scim-tokens`, {}],
        ['DELETE', `${where}/scim-tokens/${String(token['token_id'])}`],
      ] as const)
        expect((await caller.send(method, path, body)).status, `${method} ${path}`).toBe(404)
    expect((await asOwner.get(tokens)).rows('scim_tokens')).toHaveLength(1)
  })
})

describe('…/scim-tokens', () => {
  it('201, 200 and 204: is shown once, works at SCIM, ends as it says, and is revoked', async () => {
    const { path, at } = await provisioned()
    await addVerifiedDomain(api, organization, 'provisioned.test')
    const made = await asOwner.send('POST', `${at}/scim-tokens`, { token_lifetime: 901 })
    const { token, ...shown } = made.json
    expect(shown).toEqual({
      token_id: expect.stringMatching(/^tok_\w{16}$/),
      created_at: expect.any(String),
      valid_until: expect.any(String),
    })
    const lifetime = Date.parse(String(shown['valid_until'])) - Date.parse(String(shown['created_at']))
    expect(lifetime).toBe(901_000)
    const listed = await asOwner.get(`${at}/scim-tokens`)
    expect(listed.json).toEqual({ scim_tokens: [shown] })
    expect(await scim(idIn(path), token)).toBe(200)
    const user = scimUser('ann', { userName: 'ann@provisioned.test', emails: undefined })
    expect(await scim(idIn(path), token, user)).toBe(201)
    const { json: endless } = await asOwner.send('POST', `${at}/scim-tokens`)
    expect(endless).not.toHaveProperty('valid_until')
    const revoked = `${at}/scim-tokens/${String(shown['token_id'])}`
    expect((await asOwner.send('DELETE', revoked)).status).toBe(204)
    expect((await asOwner.send('DELETE', revoked)).status).toBe(404)
    expect(await scim(idIn(path), token)).toBe(401)
    expect(await scim(idIn(path), endless['token'])).toBe(200)
  })

  it('400 and 409: an invalid lifetime, and a third token', async () => {
    const { at } = await provisioned()
    for (const token_lifetime of [0, 900, -1, 1.5, 1e12, '3600', null])
      expect((await asOwner.send('POST', `${at}/scim-tokens`, { token_lifetime })).status).toBe(400)
    expect((await asOwner.send('POST', `${at}/scim-tokens`, { scopes: [] })).status).toBe(400)
    expect((await asOwner.get(`${at}/scim-tokens`)).json).toEqual({ scim_tokens: [] })
    for (const status of [201, 201, 409])
      expect((await asOwner.send('POST', `${at}/scim-tokens`, {})).status).toBe(status)
  })

  it('403: an admin, while an owner’s permissions limit the directory', async () => {
    const { at } = await provisioned()
    const admin = await api.tenant.createUser()
    await api.tenant.addMember(organization, admin, ['Admin'])
    const asAdmin = await api.as(admin, organization)
    expect((await asAdmin.send('POST', `${at}/scim-tokens`, {})).json).toMatchObject({
      status: 403,
      detail: expect.stringContaining('more permissions than yours'),
    })
    expect((await asAdmin.get(`${at}/scim-tokens`)).json).toEqual({ scim_tokens: [] })
  })

  it('the directory that an admin turned on cannot do more than they can', async () => {
    const path = await connectProvider(asOwner, provider)
    const admin = await api.tenant.createUser()
    await api.tenant.addMember(organization, admin, ['Admin'])
    const asAdmin = await api.as(admin, organization)
    expect((await asAdmin.send('POST', `${path}/provisioning`)).status).toBe(201)
    const [directory] = await api.tenant.read((tx) =>
      tx.directory.findMany({ where: { connectionId: idIn(path) } }),
    )
    expect(directory).toMatchObject({ makerUserId: admin.id })
    expect(directory?.makerHeld).not.toContain('delete:organizations')
    expect(directory?.makerHeld).toContain('update:organization_connections')
  })
})
