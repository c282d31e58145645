import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createTestTenant } from '@/test/fixtures/tenant'
import { profileFrom, createTestConnection } from '@/test/fixtures/provider-users'
import { createOperator } from '@/test/fixtures/operator'
import { updateConnection } from './update-connection'
import { createConnection } from './create-connection'
import { deleteConnection } from './delete-connection'
import { linkIdentity } from './link-identity'
import { findNamedConnection, getConnection, listConnections } from './queries'
import { openProviderSecret } from './provider-secret'
import { signInWithProvider } from './sign-in-with-provider'

const tenant = await createTestTenant()
const operator = await createOperator(tenant)
const access = await tenant.tenantAccess(
  operator,
  ...(['create:connections', 'read:connections', 'update:connections', 'delete:connections'] as const),
)
const input = {
  name: 'acme-okta',
  strategy: 'oidc',
  displayName: 'Acme',
  options: { issuer: 'https://acme.okta.test', clientId: 'foyer', domains: ['ACME.test', 'acme.test'] },
  clientSecret: 'something secret',
}

function secretOf(connectionId: string) {
  return tenant.read(async (tx) => {
    const { sealedSecret } = await tx.connection.findFirstOrThrow({ where: { id: connectionId } })
    return openProviderSecret({ tenantId: tenant.tenantId, connectionId }, sealedSecret ?? '')
  })
}

describe('a connection', () => {
  it('is created with the strategy’s own settings, and its secret is stored sealed and never shown', async () => {
    const created = await createConnection(access, input)
    expect(created).toMatchObject({
      name: 'acme-okta',
      isDefault: false,
      options: { scopes: ['openid', 'profile', 'email'], domains: ['acme.test'], claims: { email: 'email' } },
    })
    expect(await getConnection(access, created.id)).toEqual(created)
    expect(JSON.stringify(created)).not.toContain('secret"')
    expect(await secretOf(created.id)).toEqual({ kind: 'secret', secret: 'something secret' })
    const raw = await tenant.read((tx) => tx.connection.findFirstOrThrow({ where: { id: created.id } }))
    expect(JSON.stringify(raw)).not.toContain('something secret')
    const events = await tenant.read((tx) => tx.auditEvent.findMany({ where: { targetId: created.id } }))
    expect(events.map(({ type }) => type)).toEqual(['connection.created'])
    expect(JSON.stringify(events)).not.toContain('something secret')
  })

  it('has a name that is unique in the tenant', async () => {
    const again = createConnection(access, { ...input, name: 'twice' })
    const twice = createConnection(access, { ...input, name: 'twice' })
    const outcomes = await Promise.allSettled([again, twice])
    const refusals = outcomes.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []))
    expect(refusals).toMatchObject([{ code: 'conflict', field: 'name' }])
  })

  it('is changed in part, and the audit says what changed', async () => {
    const { id } = await createTestConnection(tenant)
    const changed = await updateConnection(access, {
      id,
      displayName: 'Acme staff',
      options: { clientId: 'other', claims: { email: 'upn' } },
    })
    expect(changed).toMatchObject({ displayName: 'Acme staff', options: { clientId: 'other' } })
    expect(changed.options?.claims).toMatchObject({ email: 'upn', name: 'name' })
    expect(changed.options?.issuer).toBe('https://login.acme.test')
    expect(await secretOf(id)).toEqual({ kind: 'secret', secret: 'a secret' })
    await updateConnection(access, { id, clientSecret: 'a newer one' })
    expect(await secretOf(id)).toEqual({ kind: 'secret', secret: 'a newer one' })
    const events = await tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { targetId: id }, orderBy: { id: 'asc' } }),
    )
    expect(events.map(({ type }) => type)).toEqual([
      'connection.created',
      'connection.changed',
      'connection.changed',
    ])
    expect(events.at(-1)?.details).toMatchObject({ secretChanged: true })
    expect(JSON.stringify(events)).not.toContain('newer')
  })

  it('keeps its issuer once identities exist', async () => {
    const created = await createTestConnection(tenant)
    const moved = { id: created.id, options: { issuer: 'https://login.elsewhere.test' } }
    const elsewhere = await updateConnection(access, moved)
    expect(elsewhere).toMatchObject({ options: moved.options })
    const person = await tenant.createUser()
    await linkIdentity(person.self, profileFrom(elsewhere))
    const back = { id: created.id, options: { issuer: 'https://login.acme.test', clientId: 'other' } }
    await expect(updateConnection(access, back)).rejects.toMatchObject({ code: 'conflict', field: 'issuer' })
    expect(await updateConnection(access, { id: created.id, options: { clientId: 'other' } })).toMatchObject({
      options: { issuer: 'https://login.elsewhere.test', clientId: 'other' },
    })
  })

  it('writes no event when nothing changes', async () => {
    const created = await createTestConnection(tenant)
    await updateConnection(access, { id: created.id, displayName: 'Acme', options: { clientId: 'foyer' } })
    expect(await tenant.read((tx) => tx.auditEvent.count({ where: { targetId: created.id } }))).toBe(1)
  })

  it('can use a private key instead of a secret, and go back', async () => {
    const { id } = await createTestConnection(tenant)
    const keyed = await updateConnection(access, {
      id,
      options: { clientAuthentication: 'private_key_jwt' },
    })
    expect(keyed.options?.publicKey).toMatchObject({ kty: 'RSA', alg: 'RS256' })
    expect(keyed.options?.publicKey).not.toHaveProperty('d')
    expect(await secretOf(id)).toMatchObject({ kind: 'key', key: { kid: keyed.options?.publicKey?.['kid'] } })
    const back = { id, options: { clientAuthentication: 'client_secret_post' as const } }
    await expect(updateConnection(access, back)).rejects.toMatchObject({ field: 'client_secret' })
    const plain = await updateConnection(access, { ...back, clientSecret: 'again' })
    expect(plain.options?.publicKey).toBeUndefined()
    expect(await secretOf(id)).toEqual({ kind: 'secret', secret: 'again' })
  })

  it('is deleted with its identities and sessions; the people stay', async () => {
    const created = await createTestConnection(tenant, { isDefault: true, strategy: 'google-oauth2' })
    const outcome = await signInWithProvider(tenant.tenantId, profileFrom(created, { isOwnAddress: true }))
    if (outcome.kind !== 'arrived') throw new Error(`The sign-in ended with ${outcome.kind}.`)
    const { lost } = await deleteConnection(access, created.id)
    expect(lost).toEqual({ identities: 1, organizations: 0, sessions: 1 })
    const left = await tenant.read(async (tx) => ({
      sessions: await tx.session.count({ where: { id: outcome.arrival.sessionId } }),
      users: await tx.user.count({ where: { id: outcome.arrival.userId } }),
    }))
    expect(left).toEqual({ sessions: 0, users: 1 })
    await expect(getConnection(access, created.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('that is built in cannot be deleted, and has no provider', async () => {
    const id = tenant.connection('password')
    await expect(deleteConnection(access, id)).rejects.toMatchObject({ code: 'invalid' })
    await expect(updateConnection(access, { id, clientSecret: 'x' })).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(await updateConnection(access, { id, displayName: 'Password' })).toMatchObject({ options: null })
  })

  it('is listed with the others, in pages and by strategy', async () => {
    const { rows, total } = await listConnections(access, { take: 100, skip: 0 })
    expect(rows).toHaveLength(total)
    expect(rows.map(({ strategy }) => strategy)).toEqual(
      expect.arrayContaining(['password', 'email', 'oidc']),
    )
    const some = await listConnections(access, { take: 100, skip: 0 }, { strategies: ['password'] })
    expect(some.rows.map(({ name }) => name)).toEqual(['password'])
    const byAuth0sName = { name: 'Username-Password-Authentication', organizationId: null }
    expect(await findNamedConnection(tenant.tenantId, byAuth0sName)).toMatchObject({ strategy: 'password' })
    const first = await listConnections(access, { take: 1, after: null })
    expect(first.next).toBe(first.rows[0]?.id)
  })

  it('of another tenant is not found', async () => {
    const other = await createTestTenant()
    const { id } = await createTestConnection(other)
    for (const attempt of [
      () => getConnection(access, id),
      () => updateConnection(access, { id, displayName: 'Mine' }),
      () => deleteConnection(access, id),
      () => deleteConnection(access, newId('connection')),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

describe('an invalid setting of a connection is refused at its field', () => {
  const { options } = input
  it.each([
    ['strategy', { strategy: 'saml' }],
    ['strategy', { strategy: 'password' }],
    ['name', { name: 'two words' }],
    ['name', { name: '-acme' }],
    ['name', { name: 'x'.repeat(129) }],
    ['display_name', { displayName: '' }],
    ['client_secret', { clientSecret: undefined }],
    ['client_secret', { clientSecret: 'line\nbreak' }],
    ['client_id', { options: { ...options, clientId: '' } }],
    ['scopes', { options: { ...options, scopes: ['two words'] } }],
    ['claims', { options: { ...options, claims: { email: '' } } }],
    ['domains', { options: { ...options, domains: ['acme'] } }],
    ['issuer', { options: { clientId: 'foyer' } }],
    ['issuer', { options: { ...options, issuer: 'acme.okta.test' } }],
    ['issuer', { options: { ...options, issuer: 'http://acme.okta.test' } }],
    ['issuer', { options: { ...options, issuer: 'https://10.0.0.1' } }],
    ['issuer', { options: { ...options, issuer: 'https://acme.okta.test/?a=b' } }],
    ['issuer', { options: { ...options, issuer: 'https://me:secret@acme.okta.test' } }],
    ['issuer', { options: { ...options, issuer: 'https://login.microsoftonline.com/common/v2.0' } }],
    ['issuer', { options: { ...options, issuer: 'https://Login.microsoftonline.com/Organizations/v2.0' } }],
    [
      'client_authentication',
      { strategy: 'github', options: { clientId: 'x', clientAuthentication: 'private_key_jwt' as const } },
    ],
    [
      'endpoints',
      { strategy: 'github', options: { clientId: 'x', endpoints: { token: 'http://192.168.1.1/' } } },
    ],
  ])('%s', async (field, wrong) => {
    const attempt = createConnection(access, { ...input, name: newId('identity').slice(4), ...wrong })
    await expect(attempt).rejects.toMatchObject({ code: 'invalid', field })
  })
})
