import { describe, expect, it } from 'vitest'
import { createTestTenant } from '@/test/fixtures/tenant'
import { enableConnection, createTestConnection } from '@/test/fixtures/provider-users'
import { createOperator } from '@/test/fixtures/operator'
import { createConnection } from './create-connection'
import { updateConnection } from './update-connection'
import { deleteConnection } from './delete-connection'
import { getConnection } from './queries'

const tenant = await createTestTenant()
const access = await tenant.tenantAccess(
  await createOperator(tenant),
  ...(['read:connections', 'update:connections', 'delete:connections'] as const),
)

describe('a connection', () => {
  it('cannot be deleted while it is the only sign-in method on an organization’s page', async () => {
    const created = await createTestConnection(tenant)
    const organization = await tenant.createOrganization()
    await tenant.write(async (tx) => {
      await tx.enabledConnection.deleteMany({ where: { organizationId: organization.id } })
      const hidden = {
        organizationId: organization.id,
        connectionId: tenant.connection('email'),
        showAsButton: false,
      }
      await tx.enabledConnection.create({ data: hidden })
    })
    await enableConnection(tenant, { organization, connection: created })
    await expect(deleteConnection(access, created.id)).rejects.toMatchObject({ code: 'conflict' })
    expect(await getConnection(access, created.id)).toEqual(created)
    await tenant.write((tx) =>
      tx.enabledConnection.updateMany({
        where: { organizationId: organization.id, connectionId: tenant.connection('email') },
        data: { showAsButton: true },
      }),
    )
    expect(await deleteConnection(access, created.id)).toMatchObject({ lost: { organizations: 1 } })
  })

  it('cannot leave the tenant’s page while it is the last one there that is not a passkey', async () => {
    const other = await createTestTenant()
    const editor = await other.tenantAccess(
      await createOperator(other),
      'update:connections',
      'delete:connections',
    )
    const created = await createTestConnection(other, { isDefault: true })
    for (const name of ['email', 'password'])
      await updateConnection(editor, { id: other.connection(name), isDefault: false })
    const last = { code: 'conflict', field: 'show_as_button' }
    await expect(updateConnection(editor, { id: created.id, isDefault: false })).rejects.toMatchObject(last)
    await expect(deleteConnection(editor, created.id)).rejects.toMatchObject(last)
    await updateConnection(editor, { id: other.connection('password'), isDefault: true })
    await deleteConnection(editor, created.id)
  })

  it('keeps its name, its strategy and Foyer’s key', async () => {
    const { id, name } = await createTestConnection(tenant)
    expect(await updateConnection(access, { id, name, strategy: 'oidc', displayName: 'New' })).toMatchObject({
      name,
    })
    for (const [field, wrong] of [
      ['name', { name: 'another' }],
      ['strategy', { strategy: 'github' }],
      ['public_key', { options: { publicKey: { kty: 'RSA' } } }],
    ] as const)
      await expect(updateConnection(access, { id, ...wrong })).rejects.toMatchObject({
        code: 'invalid',
        field,
      })
  })

  it('cannot be one of more than ten on the tenant’s page, also not with another at once', async () => {
    const other = await createTestTenant()
    const by = await other.tenantAccess(
      await createOperator(other),
      'create:connections',
      'update:connections',
    )
    const shown = await other.read((tx) =>
      tx.connection.count({ where: { tenantId: other.tenantId, isDefault: true } }),
    )
    for (let count = shown; count < 9; count++) await createTestConnection(other, { isDefault: true })
    const hidden = await createTestConnection(other)
    const added = {
      name: 'another',
      strategy: 'oidc',
      displayName: 'Another',
      options: { issuer: 'https://another.test', clientId: 'foyer' },
      clientSecret: 'its secret',
    }
    const both = await Promise.allSettled([
      createConnection(by, { ...added, isDefault: true }),
      updateConnection(by, { id: hidden.id, isDefault: true }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const full = { code: 'conflict', field: 'show_as_button' }
    await expect(createConnection(by, { ...added, name: 'more', isDefault: true })).rejects.toMatchObject(
      full,
    )
    await createConnection(by, { ...added, name: 'less' })
  })
})
