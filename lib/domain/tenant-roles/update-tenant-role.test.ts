import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOperator, eventsOf, portalApiId, refusal, tenantRows } from '@/test/fixtures/operator'
import { type TestTenant, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { addTenantRoles } from '../users/tenant-roles'
import { createTenantRole } from './create-tenant-role'
import { deleteTenantRole } from './delete-tenant-role'
import { reviewTenantRole, type TenantRoleEdit, updateTenantRole } from './update-tenant-role'

let tenant: TestTenant
let operator: TestUser
let apiId: string
let edit: TenantRoleEdit

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
  apiId = await portalApiId(tenant)
})

beforeEach(async () => {
  const name = `Helper ${crypto.randomUUID().slice(0, 8)}`
  const permissions = [
    { apiId, name: 'read:users' },
    { apiId, name: 'read:logs' },
  ]
  const access = await tenant.tenantAccess(operator, 'create:roles')
  const { id } = await createTenantRole(access, { name, permissions, assignable: true })
  edit = { roleId: id, name, description: '', assignable: true, isOwner: false, permissions }
})

async function access() {
  return tenant.tenantAccess(operator, 'update:roles', 'read:role_members')
}
async function give(user: TestUser, roleId = edit.roleId) {
  const giving = await tenant.tenantAccess(operator, 'create:role_members')
  await addTenantRoles(giving, { users: [user.id], roles: [roleId] })
}
function refs(...names: string[]) {
  return names.map((name) => ({ apiId, name }))
}

describe('changing a tenant role', () => {
  it('shows which users it affects, and saves it in one event', async () => {
    await give(await tenant.createUser({ name: 'Hal Holder' }))
    const change = { ...edit, assignable: false, permissions: refs('read:users', 'read:clients') }
    const { version, ...review } = await reviewTenantRole(await access(), change)
    expect(review).toMatchObject({
      fields: { before: { assignable: true }, after: { assignable: false } },
      difference: { adds: [{ name: 'read:clients' }], removes: [{ name: 'read:logs' }] },
      usage: { users: 1, names: ['Hal Holder'], members: 0 },
    })
    await updateTenantRole(await access(), { ...change, version })
    expect((await eventsOf(tenant, 'role.changed')).at(-1)).toMatchObject({
      targetId: edit.roleId,
      details: {
        before: { assignable: true, permissions: ['read:logs', 'read:users'] },
        after: { assignable: false, permissions: ['read:clients', 'read:users'] },
      },
    })
    const after = await reviewTenantRole(await access(), change)
    expect(after).toMatchObject({ fields: { after: {} }, difference: { adds: [], removes: [] } })
  })

  it('says in the audit log how many organizations it leaves without an owner', async () => {
    const organization = await tenant.createOrganization({ owner: await tenant.createUser() })
    const owner = { ...edit, isOwner: true }
    await updateTenantRole(await access(), owner)
    await tenant.write((tx) =>
      tx.memberRole.updateMany({ where: { organizationId: organization.id }, data: { roleId: edit.roleId } }),
    )
    const { version } = await reviewTenantRole(await access(), edit)
    await updateTenantRole(await access(), { ...edit, version })
    expect((await eventsOf(tenant, 'role.changed')).at(-1)).toMatchObject({
      targetId: edit.roleId,
      details: { after: { isOwner: false }, organizationsLeftWithoutOwner: 1 },
    })
  })

  it('is refused after another change, for an unknown permission, and for Everyone’s flags', async () => {
    const { version } = await reviewTenantRole(await access(), edit)
    await updateTenantRole(await access(), { ...edit, description: 'Helps.', version })
    const before = await tenantRows(tenant)
    const refusalOf = async (change: Partial<TenantRoleEdit>) =>
      refusal(updateTenantRole(await access(), { ...edit, ...change, version }))
    expect(await refusalOf({ permissions: [] })).toBe('conflict')
    expect(await refusalOf({ permissions: refs('read:nothing') })).toBe('not_found')
    expect(await refusalOf({ name: 'owner' })).toBe('conflict')
    const everyone = { roleId: tenant.role('Everyone'), name: 'Everyone', assignable: true }
    expect(await refusalOf(everyone)).toBe('invalid')
    expect(await tenantRows(tenant)).toEqual(before)
  })
})

it('the last role by which users can be changed keeps that permission, and is not deleted in the console', async () => {
  const roleId = tenant.role('Operator')
  const before = await tenantRows(tenant)
  const narrowed = { ...edit, roleId, name: 'Operator', assignable: false, permissions: refs('read:users') }
  const { version } = await reviewTenantRole(await access(), narrowed)
  expect(await refusal(updateTenantRole(await access(), { ...narrowed, version }))).toBe('conflict')
  const removing = await tenant.tenantAccess(operator, 'delete:roles')
  expect(await refusal(deleteTenantRole(removing, roleId, { mustLeaveOperator: true }))).toBe('conflict')
  expect(await tenantRows(tenant)).toEqual(before)
})
