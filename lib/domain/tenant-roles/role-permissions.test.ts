import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createTestTenant } from '@/test/fixtures/tenant'
import { eventsOf, createOperator, refusal } from '@/test/fixtures/operator'
import { prepareTenantRoles } from '@/test/fixtures/tenant-roles'
import { addPermissionsTo, listPermissionsOf, removePermissionsFrom } from '../apis/attached-permissions'
import { listRoleUsers } from './queries'
import { listTenantRoles } from './read-tenant-role'

const { tenant, operator, portal, create, add, takeOut, reading, changing } = await prepareTenantRoles()

describe('the permissions of a tenant role', () => {
  it('are added and removed, once each, and update the role’s time of change', async () => {
    const { id } = await create()
    const version = () => tenant.read((tx) => tx.role.findFirstOrThrow({ where: { id } }))
    const before = await version()
    expect(await add(id, 'read:users', 'read:users', 'read:organization_members')).toBe(2)
    const between = await version()
    expect(between.updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime())
    expect(await add(id, 'read:users')).toBe(0)
    expect((await version()).updatedAt).toEqual(between.updatedAt)
    expect(await add(id, 'read:users', 'read:logs')).toBe(1)
    expect(await takeOut(id, 'read:users', 'create:users')).toBe(1)
    const { rows, total } = await listPermissionsOf(await reading(), 'role', { id, skip: 0, take: 50 })
    expect(rows.map(({ name }) => name)).toEqual(['read:logs', 'read:organization_members'])
    expect(rows[0]).toMatchObject({ apiId: portal, apiName: 'Management API', description: 'See all logs' })
    expect(total).toBe(2)
    expect(
      (await eventsOf(tenant, 'role.permissions_added')).slice(-2).map(({ details }) => details),
    ).toEqual([{ permissions: ['read:organization_members', 'read:users'] }, { permissions: ['read:logs'] }])
    expect((await eventsOf(tenant, 'role.permissions_removed')).at(-1)?.details).toEqual({
      permissions: ['read:users'],
    })
  })

  it('are found by the API’s identifier too, all or none', async () => {
    const { id: roleId } = await create()
    const access = await changing()
    const { identifier } = await tenant.read((tx) => tx.api.findFirstOrThrow({ where: { id: portal } }))
    const at = (apiIdentifier: string, name: string) => ({ apiIdentifier, name })
    const given = [at(identifier, 'read:users'), { apiId: portal, name: 'read:users' }]
    expect(await addPermissionsTo(access, 'role', { id: roleId, permissions: given })).toBe(1)
    for (const unknown of [at(identifier, 'read:nothing'), at(portal, 'read:users'), at('', 'read:users')]) {
      const permissions = [at(identifier, 'read:logs'), unknown]
      expect(await refusal(addPermissionsTo(access, 'role', { id: roleId, permissions }))).toBe('not_found')
    }
    expect((await listPermissionsOf(await reading(), 'role', { id: roleId, skip: 0, take: 9 })).total).toBe(1)
    expect(await removePermissionsFrom(access, 'role', { id: roleId, permissions: given })).toBe(1)
  })

  it('are at most 1,000', async () => {
    const apiId = newId('resourceServer')
    await tenant.write(async (tx) => {
      await tx.api.create({ data: { id: apiId, identifier: apiId, name: 'Large' } })
      await tx.permission.createMany({
        data: Array.from({ length: 1000 }, (_, index) => ({ apiId, name: `do:${index}` })),
      })
    })
    const { id: roleId } = await create()
    const permissions = Array.from({ length: 1000 }, (_, index) => ({ apiId, name: `do:${index}` }))
    const access = await changing()
    expect(await addPermissionsTo(access, 'role', { id: roleId, permissions })).toBe(1000)
    expect(await refusal(add(roleId, 'read:users'))).toBe('too_many')
    expect((await listPermissionsOf(await reading(), 'role', { id: roleId, skip: 0, take: 1 })).total).toBe(
      1000,
    )
  })
})

describe('the lists', () => {
  it('have only tenant roles, by name or by a part of it', async () => {
    const home = await createTestTenant()
    const someone = await createOperator(home)
    const access = await home.tenantAccess(someone, 'read:roles')
    const { id: organizationId } = await home.createOrganization()
    await home.write((tx) => tx.role.create({ data: { id: newId('role'), name: 'Own', organizationId } }))
    const { rows, total } = await listTenantRoles(access, { skip: 1, take: 3 })
    expect(rows.map(({ name }) => name)).toEqual(['Everyone', 'Member', 'Operator'])
    expect(total).toBe(7)
    const named = await listTenantRoles(access, { skip: 0, take: 9, name: 'PER' })
    expect([named.rows.map(({ name }) => name), named.total]).toEqual([['Operator'], 1])
    const own = await listTenantRoles(access, { skip: 0, take: 9, ownerId: organizationId })
    expect(own.rows).toMatchObject([{ name: 'Own' }])
    expect((await listTenantRoles(access, { skip: 0, take: 9, name: '%' })).total).toBe(0)
    const first = await listTenantRoles(access, { after: null, take: 4 })
    const second = await listTenantRoles(access, { after: first.next, take: 4 })
    expect(second.next).toBeNull()
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(7)
  })

  it('show the users who hold a role at tenant level', async () => {
    const { id: roleId } = await create()
    const people = await Promise.all([tenant.createUser(), tenant.createUser(), tenant.createUser()])
    const ids = people.map(({ id }) => id).sort()
    await tenant.write((tx) => tx.userRole.createMany({ data: ids.map((userId) => ({ userId, roleId })) }))
    const access = await tenant.tenantAccess(operator, 'read:role_members')
    const first = await listRoleUsers(access, { roleId, after: null, take: 2 })
    expect(first.rows.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    expect((await listRoleUsers(access, { roleId, skip: 0, take: 2 })).total).toBe(3)
    const { rows, next } = await listRoleUsers(access, { roleId, after: first.next, take: 2 })
    expect([rows.map(({ id }) => id), next]).toEqual([ids.slice(2), null])
  })
})
