import { beforeAll, describe, expect, it } from 'vitest'
import type { Permission, TenantAccess } from '@/lib/access'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { newId } from '@/lib/ids'
import { type TestTenant, createTestTenant } from '@/test/fixtures/tenant'
import { publicPem } from '@/test/public-pem'
import { createOperator } from '@/test/fixtures/operator'
import { updateClient } from './update-client'
import { createClient } from './create-client'
import { deleteClient } from './delete-client'
import { getClient, listClients } from './list-clients'
import { rotateClientSecret } from './client-secrets'
import type { ClientInput } from './validate-settings'

let tenant: TestTenant
let access: TenantAccess<
  Extract<Permission, `${'read' | 'create' | 'update' | 'delete'}:clients` | 'update:client_keys'>
>

beforeAll(async () => {
  tenant = await createTestTenant()
  access = await tenant.tenantAccess(
    await createOperator(tenant),
    ...([
      'create:clients',
      'read:clients',
      'update:clients',
      'delete:clients',
      'update:client_keys',
    ] as const),
  )
})

function make(input: Omit<ClientInput, 'name'> = {}) {
  return createClient(access, { name: 'Documents', ...input })
}

function hashesOf(clientId: string) {
  return tenant.read(async (tx) => {
    const secrets = await tx.clientSecret.findMany({ where: { clientId }, orderBy: { createdAt: 'asc' } })
    return secrets.map(({ secretHash, expiresAt }) => ({ secretHash, expires: expiresAt !== null }))
  })
}

function eventsOf(targetId: string) {
  return tenant.read((tx) => tx.auditEvent.findMany({ where: { targetId }, orderBy: { id: 'asc' } }))
}

describe('an application', () => {
  it('gets the initial settings of its type; its secret is shown once and never stored', async () => {
    const { client, secret } = await make({ redirectUris: ['https://app.tenant.test/callback'] })
    expect(client).toMatchObject({
      appType: 'regular_web',
      grantTypes: ['authorization_code', 'refresh_token'],
      tokenEndpointAuthMethod: 'client_secret_post',
      organizationUsage: 'deny',
    })
    expect(client.id).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(await getClient(access, client.id)).toEqual(client)
    expect(await hashesOf(client.id)).toEqual([{ secretHash: sha256Hex(secret ?? ''), expires: false }])
    const events = await eventsOf(client.id)
    expect(events.map(({ type }) => type)).toEqual(['client.created'])
    expect(JSON.stringify(events)).not.toContain(secret)
  })

  const signsIn: ClientInput['grantTypes'] = ['authorization_code', 'refresh_token']
  it.each<ClientInput>([
    { appType: 'spa', tokenEndpointAuthMethod: 'none', grantTypes: signsIn },
    { appType: 'native', tokenEndpointAuthMethod: 'none', grantTypes: signsIn },
    {
      appType: 'non_interactive',
      tokenEndpointAuthMethod: 'client_secret_post',
      grantTypes: ['client_credentials'],
    },
  ] as const satisfies ClientInput[])(
    'of the type $appType gets the settings that it needs',
    async ({ appType, ...expected }) => {
      const { client, secret } = await make({ appType })
      expect(client).toMatchObject(expected)
      expect(secret === null).toBe(expected.tokenEndpointAuthMethod === 'none')
    },
  )

  it('changes only the given settings, and audits only actual changes', async () => {
    const { client } = await make({ metadata: { tier: 'gold', area: 'north' } })
    const input = { id: client.id, organizationUsage: 'allow', metadata: { tier: null, more: '1' } } as const
    const changed = await updateClient(access, input)
    expect(changed).toEqual({ ...client, organizationUsage: 'allow', metadata: { area: 'north', more: '1' } })
    expect(await updateClient(access, input)).toEqual(changed)
    const { id: _, createdAt: __, keys: ___, ...settings } = changed
    expect(await updateClient(access, { id: client.id, ...settings })).toEqual(changed)
    const events = await eventsOf(client.id)
    expect(events.map(({ type }) => type)).toEqual(['client.created', 'client.changed'])
    expect(events.at(-1)?.details).toEqual({
      before: { organizationUsage: 'deny', metadata: ['area', 'tier'] },
      after: { organizationUsage: 'allow', metadata: ['area', 'more'] },
    })
  })

  it('can authenticate by keys instead of a secret, and back again without a secret', async () => {
    const { client } = await make()
    const keyed = await updateClient(access, { id: client.id, keys: [{ pem: publicPem(), name: 'first' }] })
    expect(keyed).toMatchObject({ tokenEndpointAuthMethod: 'private_key_jwt', keys: [{ name: 'first' }] })
    expect(await hashesOf(client.id)).toEqual([])
    const [first] = keyed.keys
    const rolled = await updateClient(access, {
      id: client.id,
      keys: [{ kid: first?.kid ?? '' }, { pem: publicPem(), alg: 'PS256' }],
    })
    expect(rolled.keys.map(({ alg }) => alg)).toEqual(['RS256', 'PS256'])
    expect(rolled.keys[0]).toEqual(first)
    const back = await updateClient(access, { id: client.id, tokenEndpointAuthMethod: 'client_secret_basic' })
    expect(back.keys).toEqual([])
    expect(await hashesOf(client.id)).toEqual([])
    const { secret } = await rotateClientSecret(access, { id: client.id })
    expect(await hashesOf(client.id)).toEqual([{ secretHash: sha256Hex(secret), expires: false }])
    expect((await eventsOf(client.id)).at(1)?.details).toMatchObject({ secretsRemoved: 1 })
  })

  it('has a default organization only while that organization exists', async () => {
    const organization = await tenant.createOrganization()
    const { client } = await make({ defaultOrganizationId: organization.id })
    expect(client.defaultOrganizationId).toBe(organization.id)
    const foreign = await (await createTestTenant()).createOrganization()
    const gone = await tenant.createOrganization()
    await tenant.write((tx) =>
      tx.organization.updateMany({ where: { id: gone.id }, data: { deletedAt: new Date() } }),
    )
    for (const id of [foreign.id, gone.id, 'org_nowhere']) {
      const refusal = { code: 'invalid', field: 'default_organization' }
      await expect(make({ defaultOrganizationId: id })).rejects.toMatchObject(refusal)
      const change = { id: client.id, defaultOrganizationId: id }
      await expect(updateClient(access, change)).rejects.toMatchObject(refusal)
    }
    await tenant.write((tx) => tx.organization.deleteMany({ where: { id: organization.id } }))
    expect(await getClient(access, client.id)).toEqual({ ...client, defaultOrganizationId: null })
  })

  it('is deleted with its secrets, grants and authorizations', async () => {
    const { client } = await make()
    const person = await tenant.createUser()
    await tenant.write(async (tx) => {
      const { id: apiId } = await tx.api.findFirstOrThrow({ where: { isPortal: true } })
      await tx.clientGrant.create({
        data: { id: newId('clientGrant'), clientId: client.id, apiId, scope: [] },
      })
      await tx.authorization.create({
        data: {
          id: newId('authorization'),
          clientId: client.id,
          userId: person.id,
          sessionId: person.sessionId,
          connectionId: tenant.connection('password'),
          payload: {},
          expiresAt: new Date(Date.now() + 60_000),
        },
      })
    })
    expect(await deleteClient(access, client.id)).toEqual({
      name: 'Documents',
      lost: { grants: 1, authorizations: 1 },
    })
    const where = { clientId: client.id }
    const left = await tenant.read(async (tx) => [
      await tx.clientSecret.count({ where }),
      await tx.clientGrant.count({ where }),
      await tx.authorization.count({ where }),
    ])
    expect(left).toEqual([0, 0, 0])
    await expect(getClient(access, client.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await eventsOf(client.id)).at(-1)?.type).toBe('client.deleted')
  })

  it('of another tenant is not found', async () => {
    const other = await createTestTenant()
    const theirs = await other.tenantAccess(await createOperator(other), 'create:clients')
    const { client } = await createClient(theirs, { name: 'Theirs' })
    for (const attempt of [
      () => getClient(access, client.id),
      () => updateClient(access, { id: client.id, name: 'Mine' }),
      () => deleteClient(access, client.id),
      () => rotateClientSecret(access, { id: client.id }),
      () => deleteClient(access, newId('client')),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
    }
    expect((await listClients(access, { take: 100, after: null })).rows.map(({ id }) => id)).not.toContain(
      client.id,
    )
  })
})

describe('a new secret', () => {
  it('ends the previous secret', async () => {
    const { client } = await make()
    const { secret } = await rotateClientSecret(access, { id: client.id })
    expect(await hashesOf(client.id)).toEqual([{ secretHash: sha256Hex(secret), expires: false }])
    const [, event] = await eventsOf(client.id)
    expect(event).toMatchObject({ type: 'client.secret_rotated', details: { previousSeconds: 0 } })
    expect(JSON.stringify(event)).not.toContain(secret)
  })

  it('may leave the previous secret valid for a while; at most two are valid', async () => {
    const { client, secret: first } = await make()
    const { secret: second } = await rotateClientSecret(access, { id: client.id, previousSeconds: 60 })
    expect(await hashesOf(client.id)).toEqual([
      { secretHash: sha256Hex(first ?? ''), expires: true },
      { secretHash: sha256Hex(second), expires: false },
    ])
    const { secret: third } = await rotateClientSecret(access, { id: client.id, previousSeconds: 3600 })
    expect(await hashesOf(client.id)).toEqual([
      { secretHash: sha256Hex(second), expires: true },
      { secretHash: sha256Hex(third), expires: false },
    ])
  })

  it('is rejected for an application that does not authenticate by a secret', async () => {
    const { client } = await make({ appType: 'spa' })
    await expect(rotateClientSecret(access, { id: client.id })).rejects.toMatchObject({ code: 'invalid' })
    expect(await hashesOf(client.id)).toEqual([])
  })
})
