import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createGrant } from '@/test/fixtures/builders'
import { documents, startResourceServersApi } from '@/test/fixtures/resource-servers-api'
import { eventsOf, refusal } from '@/test/fixtures/operator'
import { updateApi } from './update-api'
import { deleteApi } from './delete-api'
import { findPermissionHolders, getApi } from './queries'

const { tenant, operator, portal, create, reading, changing } = await startResourceServersApi()

function deleting() {
  return tenant.tenantAccess(operator, 'delete:resource_servers')
}

/** A role, a user, a grant and a template role that have both permissions. */
async function grantToAll(apiId: string) {
  const ids = {
    role: newId('role'),
    client: newId('client'),
    grant: newId('clientGrant'),
    template: newId('templateRole'),
  }
  const person = await tenant.createUser()
  await tenant.write(async (tx) => {
    await tx.role.create({ data: { id: ids.role, name: ids.role } })
    await tx.templateRole.create({ data: { id: ids.template, name: ids.template } })
    await tx.client.create({
      data: {
        id: ids.client,
        name: 'Robot',
        appType: 'non_interactive',
        tokenEndpointAuthMethod: 'none',
        grantTypes: ['client_credentials'],
        redirectUris: [],
        logoutUrls: [],
      },
    })
    const scope = ['write:documents', 'read:documents']
    await tx.clientGrant.create({ data: { id: ids.grant, clientId: ids.client, apiId, scope } })
    for (const { name } of documents) {
      await tx.rolePermission.create({ data: { roleId: ids.role, usableIn: '*', apiId, name } })
      await tx.userPermission.create({ data: { userId: person.id, apiId, name } })
      await tx.templateRolePermission.create({ data: { templateRoleId: ids.template, apiId, name } })
    }
  })
  return { ...ids, person }
}

function holdings(apiId: string) {
  const where = { tenantId: tenant.tenantId, apiId }
  return tenant.read(async (tx) => ({
    roles: (await tx.rolePermission.findMany({ where })).map(({ name }) => name),
    users: (await tx.userPermission.findMany({ where })).map(({ name }) => name),
    template: (await tx.templateRolePermission.findMany({ where })).map(({ name }) => name),
    grants: (await tx.clientGrant.findMany({ where })).map(({ scope }) => scope),
  }))
}

describe('updating an API', () => {
  it('changes the permissions that are there when it has the lock', async () => {
    const { id } = await create()
    const added = { name: 'read:reports', description: 'Read reports', openToOrganizations: true }
    const adding = async () =>
      updateApi(await changing(), { id, permissions: (present) => [...present, added] })
    const { permissions } = await adding()
    expect(permissions.map(({ name }) => name)).toEqual(['read:documents', 'read:reports', 'write:documents'])
    expect(await refusal(adding())).toBe('invalid')
  })

  it('can be preceded by a look at who would lose a permission', async () => {
    const { id } = await create()
    const held = await grantToAll(id)
    const limit = {
      clientId: held.client,
      apiId: id,
      subjectType: 'user',
      scope: ['read:documents'],
    } as const
    await tenant.write((tx) => createGrant(tx, limit))
    const find = async (name: string) => findPermissionHolders(await reading(), { apiId: id, name })
    expect(await find('read:documents')).toEqual({
      roles: 1,
      users: 1,
      grants: 1,
      tenantRoles: [{ id: held.role, name: held.role }],
      applications: [{ id: held.client, name: 'Robot' }],
    })
    expect(await find('read:nothing')).toMatchObject({ roles: 0, users: 0, grants: 0 })
  })

  it('changes only the given settings, and audits before and after', async () => {
    const { id } = await create()
    const changed = await updateApi(await changing(), {
      id,
      name: 'Papers',
      enforcePolicies: true,
      tokenLifetime: 600,
    })
    expect(changed).toMatchObject({ name: 'Papers', enforcePolicies: true, tokenDialect: 'access_token' })
    expect(changed.permissions).toHaveLength(2)
    expect((await eventsOf(tenant, 'api.changed')).at(-1)?.details).toEqual({
      before: { name: 'Documents', enforcePolicies: false },
      after: { name: 'Papers', enforcePolicies: true },
    })
  })

  it('writes no event when nothing changes', async () => {
    const { id } = await create()
    const before = (await eventsOf(tenant, 'api.changed')).length
    await updateApi(await changing(), { id, name: 'Documents', permissions: documents })
    expect(await eventsOf(tenant, 'api.changed')).toHaveLength(before)
  })

  it('replaces all permissions: one left out is removed from roles, users, machines and the template', async () => {
    const { id } = await create()
    const { role } = await grantToAll(id)
    const was = await tenant.read((tx) => tx.role.findFirstOrThrow({ where: { id: role } }))
    await updateApi(await changing(), {
      id,
      permissions: documents.map((one) => ({ ...one, openToOrganizations: one.name === 'read:documents' })),
    })
    const permissions = [
      { name: 'read:documents', description: 'See documents' },
      { name: 'burn:documents', description: '' },
    ]
    const changed = await updateApi(await changing(), { id, permissions })
    expect(changed.permissions).toEqual([
      { name: 'burn:documents', description: '', openToOrganizations: false },
      { name: 'read:documents', description: 'See documents', openToOrganizations: true },
    ])
    const kept = ['read:documents']
    expect(await holdings(id)).toEqual({ roles: kept, users: kept, template: kept, grants: [kept] })
    expect((await eventsOf(tenant, 'api.changed')).at(-1)?.details).toEqual({
      before: {},
      after: {},
      added: ['burn:documents'],
      described: 1,
      removed: ['write:documents'],
      roles: 1,
      users: 1,
      grants: 1,
    })
    const is = await tenant.read((tx) => tx.role.findFirstOrThrow({ where: { id: role } }))
    expect(is.updatedAt.getTime()).toBeGreaterThan(was.updatedAt.getTime())
  })

  it('opens and closes permissions as given, and finds the API by its identifier', async () => {
    const { identifier } = await create({
      permissions: [
        { name: 'a', description: '', openToOrganizations: true },
        { name: 'b', description: '' },
      ],
    })
    const changed = await updateApi(await changing(), {
      id: identifier,
      signingAlg: 'PS256',
      allowOfflineAccess: false,
      tokenLifetimeForWeb: 60,
      permissions: [
        { name: 'a', description: '', openToOrganizations: false },
        { name: 'b', description: '', openToOrganizations: true },
        { name: 'c', description: '', openToOrganizations: true },
      ],
    })
    expect(changed).toMatchObject({
      signingAlg: 'PS256',
      allowOfflineAccess: false,
      tokenLifetimeForWeb: 60,
      permissions: [false, true, true].map((openToOrganizations) => ({ openToOrganizations })),
    })
    expect((await eventsOf(tenant, 'api.changed')).at(-1)?.details).toMatchObject({
      added: ['c'],
      opened: ['b', 'c'],
      closed: ['a'],
    })
    expect(await deleteApi(await deleting(), identifier)).toMatchObject({ name: 'Documents' })
  })

  it('gives no role or user a permission that is created again under an old name', async () => {
    const { id } = await create()
    await grantToAll(id)
    await updateApi(await changing(), { id, permissions: [] })
    await updateApi(await changing(), { id, permissions: documents })
    expect(await holdings(id)).toEqual({ roles: [], users: [], template: [], grants: [[]] })
  })

  it('changes only the token lifetime of the Management API', async () => {
    const access = await changing()
    const api = await getApi(await reading(), portal)
    for (const change of [
      { name: 'Mine' },
      { enforcePolicies: false },
      { tokenDialect: 'access_token' },
      { permissions: [] },
      {
        permissions: api.permissions.map((one) => ({
          ...one,
          openToOrganizations: !one.openToOrganizations,
        })),
      },
      { permissions: [...api.permissions, { name: 'admin:everything', description: '' }] },
    ])
      expect(await refusal(updateApi(access, { id: portal, tokenLifetime: 60, ...change }))).toBe('invalid')
    expect(await getApi(await reading(), portal)).toEqual(api)
    const { name, permissions } = api
    const changed = await updateApi(access, { id: portal, name, permissions, tokenLifetime: 60 })
    expect(changed).toEqual({ ...api, tokenLifetime: 60, tokenLifetimeForWeb: 60 })
  })
})

describe('deleting an API', () => {
  it('removes its permissions from every holder and returns how many lost one', async () => {
    const { id, name } = await create()
    await grantToAll(id)
    expect(await deleteApi(await deleting(), id)).toEqual({ name, lost: { roles: 1, users: 1, grants: 1 } })
    expect(await holdings(id)).toEqual({ roles: [], users: [], template: [], grants: [] })
    expect(await refusal(getApi(await reading(), id))).toBe('not_found')
    expect((await eventsOf(tenant, 'api.deleted')).at(-1)?.details).toMatchObject({
      roles: 1,
      users: 1,
      grants: 1,
    })
  })

  it('is rejected for the Management API', async () => {
    expect(await refusal(deleteApi(await deleting(), portal))).toBe('invalid')
    expect(await getApi(await reading(), portal)).toMatchObject({ isPortal: true })
  })
})
