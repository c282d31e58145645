import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { findTenantActor } from '@/test/find-tenant-actor'
import { type TestTenant, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { eventsOf, createOperator, portalApiId, refusal } from '@/test/fixtures/operator'
import { deleteTenantRole } from '../tenant-roles/delete-tenant-role'
import { addPermissionsTo, listPermissionsOf, removePermissionsFrom } from '../apis/attached-permissions'
import { addTenantRoles, listTenantRolesOf, removeTenantRoles } from './tenant-roles'

let tenant: TestTenant
let operator: TestUser
let portal: string

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
  portal = await portalApiId(tenant)
})

async function give(person: TestUser, ...roles: string[]) {
  const access = await tenant.tenantAccess(operator, 'create:role_members')
  return addTenantRoles(access, { users: [person.id], roles })
}
async function take(person: TestUser, ...roles: string[]) {
  const access = await tenant.tenantAccess(operator, 'delete:role_members')
  return removeTenantRoles(access, { userId: person.id, roles })
}
async function rolesOf({ id: userId }: TestUser) {
  const access = await tenant.tenantAccess(operator, 'read:users')
  const { rows, total } = await listTenantRolesOf(access, { userId, skip: 0, take: 100 })
  expect(total).toBe(rows.length)
  return rows.map(({ name }) => name)
}
async function permissionsOf({ id: userId }: TestUser) {
  const access = await tenant.tenantAccess(operator, 'read:users')
  const { rows } = await listPermissionsOf(access, 'user', { id: userId, skip: 0, take: 100 })
  return rows.map(({ name }) => name)
}
function updating() {
  return tenant.tenantAccess(operator, 'update:users')
}
function ofPortal(...names: string[]) {
  return names.map((name) => ({ apiId: portal, name }))
}
async function makeRole(): Promise<string> {
  const id = newId('role')
  await tenant.write((tx) => tx.role.create({ data: { id, name: id } }))
  return id
}

describe('roles at tenant level', () => {
  it('are given and taken once each, act at once, and leave events', async () => {
    const person = await tenant.createUser()
    await give(person, tenant.role('Operator'), tenant.role('Support'))
    await give(person, tenant.role('Support'))
    expect(await rolesOf(person)).toEqual(['Operator', 'Support'])
    expect((await findTenantActor(person.self))?.permissions.has('delete:users')).toBe(true)
    await take(person, tenant.role('Operator'), tenant.role('Viewer'))
    expect(await rolesOf(person)).toEqual(['Support'])
    expect((await findTenantActor(person.self))?.permissions).toEqual(new Set(['create:organizations']))
    const target = { actorId: operator.id, targetId: person.id, people: { targetEmail: person.email } }
    const given = (await eventsOf(tenant, 'user.roles_given')).filter(
      ({ targetId }) => targetId === person.id,
    )
    expect(given).toMatchObject([{ ...target, details: { roles: ['Operator', 'Support'] } }])
    const taken = (await eventsOf(tenant, 'user.roles_taken')).filter(
      ({ targetId }) => targetId === person.id,
    )
    expect(taken).toMatchObject([{ ...target, details: { roles: ['Operator'] } }])
  })

  it('are given to several users at once, or to none of them', async () => {
    const one = await tenant.createUser()
    const two = await tenant.createUser()
    const access = await tenant.tenantAccess(operator, 'update:roles')
    const roles = [tenant.role('Viewer')]
    const users = [one.id, two.id, 'auth0|nobody']
    expect(await refusal(addTenantRoles(access, { users, roles }))).toBe('not_found')
    expect(await rolesOf(one)).toEqual([])
    await addTenantRoles(access, { users: [one.id, two.id, one.id], roles })
    expect(await Promise.all([rolesOf(one), rolesOf(two)])).toEqual([['Viewer'], ['Viewer']])
  })

  it('are tenant roles only, without the role that everyone has', async () => {
    const person = await tenant.createUser()
    const { id: organizationId } = await tenant.createOrganization()
    const own = newId('role')
    await tenant.write((tx) => tx.role.create({ data: { id: own, name: 'Own', organizationId } }))
    expect(await refusal(give(person, tenant.role('Viewer'), own))).toBe('not_found')
    expect(await refusal(take(person, own))).toBe('not_found')
    expect(await refusal(give(person, tenant.role('Viewer'), tenant.role('Everyone')))).toBe('invalid')
    expect(await rolesOf(person)).toEqual([])
  })

  it('are 50 at most', async () => {
    const person = await tenant.createUser()
    const roles: string[] = []
    for (let index = 0; index < 51; index++) roles.push(await makeRole())
    expect(await refusal(give(person, ...roles))).toBe('too_many')
    await give(person, ...roles.slice(0, 50))
    expect(await refusal(give(person, roles[50] ?? ''))).toBe('too_many')
    expect(await rolesOf(person)).toHaveLength(50)
  })

  it('that are deleted while they are given are refused or gone, never half there', async () => {
    const person = await tenant.createUser()
    const roleId = await makeRole()
    const deleting = await tenant.tenantAccess(operator, 'delete:roles')
    const [given] = await Promise.allSettled([give(person, roleId), deleteTenantRole(deleting, roleId)])
    if (given.status === 'rejected') expect(given.reason).toMatchObject({ code: 'not_found' })
    expect(await rolesOf(person)).toEqual([])
  })
})

describe('direct permissions', () => {
  it('are given and taken once each, act at once, and leave events', async () => {
    const person = await tenant.createUser()
    const { id: userId } = person
    const permissions = ofPortal('read:users', 'read:logs')
    expect(await addPermissionsTo(await updating(), 'user', { id: userId, permissions })).toBe(2)
    expect(await addPermissionsTo(await updating(), 'user', { id: userId, permissions })).toBe(0)
    expect(await permissionsOf(person)).toEqual(['read:logs', 'read:users'])
    expect((await findTenantActor(person.self))?.permissions.has('read:logs')).toBe(true)
    const gone = ofPortal('read:logs', 'create:users')
    expect(await removePermissionsFrom(await updating(), 'user', { id: userId, permissions: gone })).toBe(1)
    expect(await permissionsOf(person)).toEqual(['read:users'])
    expect((await findTenantActor(person.self))?.permissions.has('read:logs')).toBe(false)
    expect((await eventsOf(tenant, 'user.permissions_given')).at(-1)).toMatchObject({
      actorId: operator.id,
      targetId: userId,
      people: { targetEmail: person.email },
      details: { permissions: ['read:logs', 'read:users'] },
    })
    expect((await eventsOf(tenant, 'user.permissions_taken')).at(-1)?.details).toEqual({
      permissions: ['read:logs'],
    })
  })

  it('that are unknown are refused together with those that are known', async () => {
    const person = await tenant.createUser()
    const { id: userId } = person
    const permissions = ofPortal('read:users', 'read:minds')
    expect(await refusal(addPermissionsTo(await updating(), 'user', { id: userId, permissions }))).toBe(
      'not_found',
    )
    const nobody = { id: 'auth0|nobody', permissions: ofPortal('read:users') }
    expect(await refusal(addPermissionsTo(await updating(), 'user', nobody))).toBe('not_found')
    expect(await permissionsOf(person)).toEqual([])
  })

  it('are 1,000 at most', async () => {
    const apiId = newId('resourceServer')
    const names = Array.from({ length: 1001 }, (_, index) => `do:${index}`)
    const { id: userId } = await tenant.createUser()
    await tenant.write(async (tx) => {
      await tx.api.create({ data: { id: apiId, identifier: apiId, name: 'Large' } })
      await tx.permission.createMany({ data: names.map((name) => ({ apiId, name })) })
    })
    const all = names.map((name) => ({ apiId, name }))
    expect(await refusal(addPermissionsTo(await updating(), 'user', { id: userId, permissions: all }))).toBe(
      'too_many',
    )
    expect(await addPermissionsTo(await updating(), 'user', { id: userId, permissions: all.slice(1) })).toBe(
      1000,
    )
  })
})
