import { beforeAll, describe, expect, it } from 'vitest'
import { addTenantRoles, createRole } from '@/test/fixtures/builders'
import { createOperator, eventsOf, portalApiId, refusal } from '@/test/fixtures/operator'
import {
  type TestOrganization,
  type TestTenant,
  createTestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { enterOrganization } from '../organizations/enter-organization'
import { countInheritance, type InheritanceEffect, updateInheritance } from './inheritance'

let tenant: TestTenant
let operator: TestUser
let supporter: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
  supporter = await tenant.createUser({ name: 'Sam Support' })
  organization = await tenant.createOrganization()
  await tenant.createOrganization()
  await tenant.addMember(organization, supporter, ['Member'])
  await tenant.addMember(organization, await tenant.createUser(), ['Owner'])
  const apiId = await portalApiId(tenant)
  const permissions = ['read:organization_members', 'read:organization_logs'].map((name) => ({ apiId, name }))
  await tenant.write((tx) => createRole(tx, { name: 'Helper', permissions }))
  await giveRole(supporter, 'Helper')
})

function giveRole({ id: userId }: TestUser, role: string) {
  return tenant.write((tx) => addTenantRoles(tx, { tenantId: tenant.tenantId, userId, roles: [role] }))
}
async function count(): Promise<InheritanceEffect> {
  return countInheritance(await tenant.tenantAccess(operator, 'update:tenant_settings'))
}
async function save(isOn: boolean, version: string): Promise<void> {
  await updateInheritance(await tenant.tenantAccess(operator, 'update:tenant_settings'), { isOn, version })
}

describe('inheritance', () => {
  it('counts who gains what beyond their roles in their organizations, and who can enter all', async () => {
    expect(await count()).toMatchObject({
      isOn: false,
      // Members see the members already.
      people: [{ name: 'Sam Support', organizations: 1, permissions: ['read:organization_logs'] }],
      users: 1,
      organizations: 1,
      isBounded: false,
      entrants: { names: [operator.name], count: 1 },
      everyone: ['create:organizations'],
    })
  })

  it('counts everyone who can enter, and shows no names to callers who may not read users', async () => {
    const { tenantId } = tenant
    const [role] = await tenant.read((tx) => tx.role.findMany({ where: { tenantId, name: 'Operator' } }))
    // Many who cannot enter, with ids before all others.
    await tenant.write(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO users (id, email, email_folded, name)
        SELECT '0|' || n, n || '@many.test', n || '@many.test', 'Many' FROM generate_series(1, 2100) n`
      await tx.$executeRaw`
        INSERT INTO user_roles (user_id, role_id)
        SELECT '0|' || n, CASE WHEN n > 1100 THEN ${role?.id} ELSE (
          SELECT id FROM roles WHERE tenant_id = ${tenantId} AND name = 'Helper') END
        FROM generate_series(1, 2100) n`
    })
    expect((await count()).entrants.count).toBe(1001)
    await tenant.write(
      (tx) =>
        tx.$executeRaw`DELETE FROM users WHERE tenant_id = ${tenantId} AND id LIKE '0|%' AND id <> '0|1'`,
    )
    const { entrants } = await count()
    expect(entrants.names).toContain(operator.name)
    const apiId = await portalApiId(tenant)
    await tenant.write((tx) =>
      createRole(tx, { name: 'Setter', permissions: [{ apiId, name: 'update:tenant_settings' }] }),
    )
    const setter = await tenant.createUser()
    await giveRole(setter, 'Setter')
    const seen = await countInheritance(await tenant.tenantAccess(setter, 'update:tenant_settings'))
    expect(seen).toMatchObject({ people: [], users: 1, entrants: { names: [], count: entrants.count } })
    const setting = await tenant.tenantAccess(setter, 'update:tenant_settings')
    expect(await refusal(updateInheritance(setting, { isOn: false, version: 'another' }))).toBe('conflict')
    await tenant.write(
      (tx) => tx.$executeRaw`DELETE FROM users WHERE tenant_id = ${tenantId} AND id LIKE '0|%'`,
    )
  })

  it('leaves out suspended members and blocked users', async () => {
    const where = { tenantId: tenant.tenantId }
    const users = async () => (await count()).users
    const member = { ...where, organizationId: organization.id, userId: supporter.id }
    await tenant.write((tx) => tx.member.updateMany({ where: member, data: { suspendedAt: new Date() } }))
    expect(await users()).toBe(0)
    await tenant.write((tx) => tx.member.updateMany({ where: member, data: { suspendedAt: null } }))
    const user = { ...where, id: supporter.id }
    await tenant.write((tx) => tx.user.updateMany({ where: user, data: { blocked: true } }))
    expect(await users()).toBe(0)
    await tenant.write((tx) => tx.user.updateMany({ where: user, data: { blocked: false } }))
    expect(await users()).toBe(1)
  })

  it('is switched as reviewed, and not after what was reviewed has changed', async () => {
    const { version } = await count()
    await giveRole(await tenant.createUser(), 'Operator')
    expect(await refusal(save(true, version))).toBe('conflict')
    expect(await enterOrganization(operator.self, organization.slug)).toEqual({ refusal: 'unknown' })
    await save(true, (await count()).version)
    expect(await enterOrganization(operator.self, organization.slug)).toMatchObject({ refusal: null })
    expect((await count()).isOn).toBe(true)
    await save(false, (await count()).version)
    expect(await enterOrganization(operator.self, organization.slug)).toEqual({ refusal: 'unknown' })
    const [on, off] = await eventsOf(tenant, 'tenant.settings_changed')
    expect(on?.details).toMatchObject({ after: { inheritGlobalPermissionsInOrganizations: true } })
    expect(off?.details).toMatchObject({ after: { inheritGlobalPermissionsInOrganizations: false } })
  })
})
