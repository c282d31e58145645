import { beforeAll, describe, expect, it } from 'vitest'
import type { Permission, TenantAccess } from '@/lib/access'
import { updateApi } from '@/lib/domain/apis/update-api'
import { createApi } from '@/lib/domain/apis/create-api'
import { deleteApi } from '@/lib/domain/apis/delete-api'
import { getApi, listApis } from '@/lib/domain/apis/list-apis'
import { closePermissions, openPermissions } from '@/lib/domain/apis/open-permissions'
import type { PermissionRef } from '@/lib/domain/roles/permission-ref'
import { updateTenantRole } from '@/lib/domain/tenant-roles/update-tenant-role'
import { createTenantRole } from '@/lib/domain/tenant-roles/create-tenant-role'
import { deleteTenantRole } from '@/lib/domain/tenant-roles/delete-tenant-role'
import { listRoleUsers } from '@/lib/domain/tenant-roles/queries'
import { getTenantRole, listTenantRoles } from '@/lib/domain/tenant-roles/read-tenant-role'
import {
  addPermissionsTo,
  listPermissionsOf,
  removePermissionsFrom,
} from '@/lib/domain/apis/attached-permissions'
import { addTenantRoles, listTenantRolesOf, removeTenantRoles } from '@/lib/domain/users/tenant-roles'
import { newId } from '@/lib/ids'
import { type TestTenant, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { tenantRows, createOperator, refusal } from '@/test/fixtures/operator'
import { deleteTemplateRole, listTemplateRoles, saveTemplateRole } from './template-roles'
import { getTenantSettings, updateTenantSettings } from './tenant-settings'

interface Ids {
  api: string
  permission: PermissionRef
  role: string
  user: string
  template: string
}
interface Verb {
  name: string
  /** Gets the proof; what it answers does the work. */
  start: (tenant: TestTenant, person: TestUser) => Promise<(ids: Ids) => Promise<unknown>>
}

function verb<P extends Permission>(
  name: string,
  permission: P,
  call: (access: TenantAccess<P>, ids: Ids) => Promise<unknown>,
): Verb {
  return {
    name,
    start: async (tenant, person) => {
      const access = await tenant.tenantAccess(person, permission)
      return (ids) => call(access, ids)
    },
  }
}

const rows = { skip: 0, take: 10 }

/** Those that are given no ids, and reach nothing but their own tenant. */
const plain = [
  verb('createApi', 'create:resource_servers', (access) =>
    createApi(access, { identifier: newId('session'), name: 'New' }),
  ),
  verb('listApis', 'read:resource_servers', (access) => listApis(access, rows)),
  verb('createTenantRole', 'create:roles', (access) => createTenantRole(access, { name: newId('role') })),
  verb('listTenantRoles', 'read:roles', (access) => listTenantRoles(access, rows)),
  verb('getTenantSettings', 'read:tenant_settings', getTenantSettings),
  verb('updateTenantSettings', 'update:tenant_settings', (access) =>
    updateTenantSettings(access, { sessionIdleMinutes: 1 + Math.floor(Math.random() * 9999) }),
  ),
  verb('listTemplateRoles', 'read:tenant_settings', listTemplateRoles),
  verb('saveTemplateRole, a new one', 'update:tenant_settings', (access) =>
    saveTemplateRole(access, { name: newId('role'), description: '', permissions: [] }),
  ),
]

const withIds = [
  verb('getApi', 'read:resource_servers', (access, { api }) => getApi(access, api)),
  verb('updateApi', 'update:resource_servers', (access, { api: id }) =>
    updateApi(access, { id, name: 'Taken over', permissions: [] }),
  ),
  verb('deleteApi', 'delete:resource_servers', (access, { api }) => deleteApi(access, api)),
  verb('openPermissions', 'update:resource_servers', (access, { api: apiId, permission: { name } }) =>
    openPermissions(access, { apiId, names: [name] }),
  ),
  verb('closePermissions', 'update:resource_servers', (access, { api: apiId, permission: { name } }) =>
    closePermissions(access, { apiId, names: [name] }),
  ),
  verb('getTenantRole', 'read:roles', (access, { role }) => getTenantRole(access, role)),
  verb('updateTenantRole', 'update:roles', (access, { role: roleId }) =>
    updateTenantRole(access, { roleId, description: 'Taken over', assignable: true }),
  ),
  verb('deleteTenantRole', 'delete:roles', (access, { role }) => deleteTenantRole(access, role)),
  verb('addPermissionsToRole', 'update:roles', (access, { role: roleId, permission }) =>
    addPermissionsTo(access, 'role', { id: roleId, permissions: [permission] }),
  ),
  verb('removePermissionsFromRole', 'update:roles', (access, { role: roleId, permission }) =>
    removePermissionsFrom(access, 'role', { id: roleId, permissions: [permission] }),
  ),
  verb('listRolePermissions', 'read:roles', (access, { role: roleId }) =>
    listPermissionsOf(access, 'role', { id: roleId, ...rows }),
  ),
  verb('listRoleUsers', 'read:role_members', (access, { role: roleId }) =>
    listRoleUsers(access, { roleId, ...rows }),
  ),
  verb('giveTenantRoles', 'create:role_members', (access, { user, role }) =>
    addTenantRoles(access, { users: [user], roles: [role] }),
  ),
  verb('takeTenantRoles', 'delete:role_members', (access, { user: userId, role }) =>
    removeTenantRoles(access, { userId, roles: [role] }),
  ),
  verb('givePermissions', 'update:users', (access, { user: userId, permission }) =>
    addPermissionsTo(access, 'user', { id: userId, permissions: [permission] }),
  ),
  verb('takePermissions', 'update:users', (access, { user: userId, permission }) =>
    removePermissionsFrom(access, 'user', { id: userId, permissions: [permission] }),
  ),
  verb('listTenantRolesOf', 'read:users', (access, { user: userId }) =>
    listTenantRolesOf(access, { userId, ...rows }),
  ),
  verb('listPermissionsOf', 'read:users', (access, { user: userId }) =>
    listPermissionsOf(access, 'user', { id: userId, ...rows }),
  ),
  verb('saveTemplateRole, one that is there', 'update:tenant_settings', (access, { template: id }) =>
    saveTemplateRole(access, { id, name: newId('role'), description: 'Taken over', permissions: [] }),
  ),
  verb('deleteTemplateRole', 'update:tenant_settings', (access, { template }) =>
    deleteTemplateRole(access, template),
  ),
]

/** Those that join two things: the second from elsewhere, while the first is here. */
const mixed: [string, keyof Ids][] = [
  ['giveTenantRoles', 'user'],
  ['giveTenantRoles', 'role'],
  ['takeTenantRoles', 'role'],
  ['addPermissionsToRole', 'permission'],
  ['removePermissionsFromRole', 'permission'],
  ['givePermissions', 'permission'],
  ['takePermissions', 'permission'],
]

let testTenant: TestTenant
let other: TestTenant
let operator: TestUser
let unprivileged: TestUser

beforeAll(async () => {
  ;[testTenant, other] = await Promise.all([createTestTenant(), createTestTenant()])
  ;[operator, unprivileged] = await Promise.all([createOperator(testTenant), testTenant.createUser()])
})

async function createRows(home: TestTenant): Promise<Ids> {
  const [api, role, template] = [newId('resourceServer'), newId('role'), newId('templateRole')]
  const { id: user } = await home.createUser()
  const permission = { apiId: api, name: 'read:documents' }
  await home.write(async (tx) => {
    await tx.api.create({ data: { id: api, identifier: api, name: 'Documents' } })
    await tx.permission.create({ data: permission })
    await tx.role.create({ data: { id: role, name: role } })
    // A template has few places.
    await tx.templateRole.deleteMany({ where: { tenantId: home.tenantId } })
    await tx.templateRole.create({ data: { id: template, name: template } })
  })
  return { api, permission, role, user, template }
}

async function both() {
  return await Promise.all([tenantRows(testTenant), tenantRows(other)])
}

describe.each([...plain, ...withIds])('$name', ({ start }) => {
  it('works for a caller with the permission', async () => {
    const [work, ids] = await Promise.all([start(testTenant, operator), createRows(testTenant)])
    await work(ids)
  })

  it('gives no access to a caller without the permission', async () => {
    expect(await refusal(start(testTenant, unprivileged))).toBe('not_found')
  })

  it('is refused to a caller who lost the permission after asking', async () => {
    const [ids, former] = await Promise.all([createRows(testTenant), createOperator(testTenant)])
    const work = await start(testTenant, former)
    await testTenant.write((tx) => tx.userRole.deleteMany({ where: { userId: former.id } }))
    const before = await both()
    expect(await refusal(work(ids))).toBe('not_found')
    expect(await both()).toEqual(before)
  })
})

describe.each(withIds)('$name', ({ start }) => {
  it('finds nothing of another tenant, and writes nothing', async () => {
    const [ids, work] = await Promise.all([createRows(other), start(testTenant, operator)])
    const before = await both()
    expect(await refusal(work(ids))).toBe('not_found')
    expect(await both()).toEqual(before)
  })
})

describe.each(plain)('$name', ({ start }) => {
  it('leaves another tenant as it was', async () => {
    const [work, before, ids] = await Promise.all([
      start(testTenant, operator),
      tenantRows(other),
      createRows(testTenant),
    ])
    await work(ids)
    expect(await tenantRows(other)).toEqual(before)
  })
})

describe.each(mixed)('%s', (name, foreign) => {
  it(`joins nothing of its own to a ${foreign} of another tenant`, async () => {
    const { start } = withIds.find((candidate) => candidate.name === name) ?? {}
    const [work, here, there] = await Promise.all([
      start?.(testTenant, operator),
      createRows(testTenant),
      createRows(other),
    ])
    const ids = { ...here, [foreign]: there[foreign] }
    const before = await both()
    expect(await refusal(work?.(ids) ?? Promise.resolve())).toBe('not_found')
    expect(await both()).toEqual(before)
  })
})
