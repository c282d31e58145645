import { beforeAll, beforeEach, expect, it } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { newId } from '@/lib/ids'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { eventsOf } from '@/test/fixtures/operator'
import { takeOwnDatabase } from '@/test/own-database'
import { addTenantPermissions } from './add-tenant-permissions'

/** What an earlier Foyer did not know: one permission of each level. */
const unknown = ['read:signing_keys', 'read:organization_logs']
let tenant: TestTenant

// It goes through all tenants, and other files make very many.
beforeAll(takeOwnDatabase)
beforeEach(async () => {
  tenant = await createTestTenant()
  // As an earlier Foyer made it; what roles held of these goes with them.
  await tenant.write((tx) =>
    tx.permission.deleteMany({ where: { tenantId: tenant.tenantId, name: { in: unknown } } }),
  )
})

function rolesThatHold(name: string): Promise<string[]> {
  return tenant.read(async (tx) => {
    const permissions = await tx.rolePermission.findMany({
      where: { tenantId: tenant.tenantId, name },
      include: { role: true },
    })
    return permissions.map(({ role }) => role.name).sort()
  })
}

function portalPermissions() {
  return tenant.read((tx) =>
    tx.permission.findMany({ where: { tenantId: tenant.tenantId, api: { isPortal: true } } }),
  )
}

it('adds new permissions to a tenant of an earlier version once, with an event', async () => {
  await addTenantPermissions()
  const found = await portalPermissions()
  expect(found.map(({ name }) => name).sort()).toEqual(managementPermissions.map(({ name }) => name).sort())
  const level = new Map(found.map((permission) => [permission.name, permission]))
  expect(level.get('read:signing_keys')).toMatchObject({ level: 'tenant', openToOrganizations: false })
  expect(level.get('read:organization_logs')).toMatchObject({
    level: 'organization',
    openToOrganizations: true,
  })
  await addTenantPermissions()
  const [event, ...others] = await eventsOf(tenant, 'tenant.permissions_learned')
  expect(others).toEqual([])
  expect(event).toMatchObject({ actorKind: 'system', targetId: tenant.tenantId })
  expect(event?.details).toMatchObject({ after: { permissions: unknown.toReversed() } })
})

it('grants new permissions only to roles that had all: operators every one, owners those of their level', async () => {
  await addTenantPermissions()
  expect(await rolesThatHold('read:signing_keys')).toEqual(['Operator'])
  expect(await rolesThatHold('read:organization_logs')).toEqual(['Operator', 'Owner'])
})

it('leaves a reduced role reduced', async () => {
  await tenant.write((tx) =>
    tx.rolePermission.deleteMany({
      where: {
        tenantId: tenant.tenantId,
        OR: [
          { roleId: tenant.role('Owner'), name: 'delete:organizations' },
          { roleId: tenant.role('Operator'), name: 'delete:users' },
        ],
      },
    }),
  )
  await addTenantPermissions()
  expect(await rolesThatHold('read:signing_keys')).toEqual([])
  expect(await rolesThatHold('read:organization_logs')).toEqual([])
})

it('grants nothing to an organization’s own role', async () => {
  const organization = await tenant.createOrganization()
  const id = newId('role')
  await tenant.write(async (tx) => {
    await tx.role.create({ data: { id, name: 'All of it', organizationId: organization.id } })
    const permissions = await tx.permission.findMany({
      where: { tenantId: tenant.tenantId, level: 'organization', api: { isPortal: true } },
    })
    await tx.rolePermission.createMany({
      data: permissions.map(({ apiId, name }) => ({ roleId: id, usableIn: organization.id, apiId, name })),
    })
  })
  await addTenantPermissions()
  expect(await rolesThatHold('read:organization_logs')).toEqual(['Operator', 'Owner'])
})

it('adds them once when processes start together', async () => {
  await Promise.all([addTenantPermissions(), addTenantPermissions(), addTenantPermissions()])
  expect(await eventsOf(tenant, 'tenant.permissions_learned')).toHaveLength(1)
})
