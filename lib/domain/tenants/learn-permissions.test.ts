import { afterAll, beforeEach, expect, test } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { makeHouse, type House } from '@/test/house'
import { eventsOf } from '@/test/tenant-level'
import { learnPermissions } from './learn-permissions'

/** What an earlier Foyer did not know: one permission of each level. */
const unknown = ['read:signing_keys', 'read:organization_logs']
let house: House

beforeEach(async () => {
  house = await makeHouse()
  // As an earlier Foyer made it; what roles held of these goes with them.
  await house.arrange((tx) =>
    tx.permission.deleteMany({ where: { tenantId: house.tenantId, name: { in: unknown } } }),
  )
})
afterAll(disconnect)

function rolesThatHold(name: string): Promise<string[]> {
  return house.look(async (tx) => {
    const held = await tx.rolePermission.findMany({
      where: { tenantId: house.tenantId, name },
      include: { role: true },
    })
    return held.map(({ role }) => role.name).sort()
  })
}

function portalPermissions() {
  return house.look((tx) =>
    tx.permission.findMany({ where: { tenantId: house.tenantId, api: { isPortal: true } } }),
  )
}

test('a tenant of an earlier version learns what is new, once, with an event', async () => {
  await learnPermissions()
  const found = await portalPermissions()
  expect(found.map(({ name }) => name).sort()).toEqual(managementPermissions.map(({ name }) => name).sort())
  const level = new Map(found.map((permission) => [permission.name, permission]))
  expect(level.get('read:signing_keys')).toMatchObject({ level: 'tenant', openToOrganizations: false })
  expect(level.get('read:organization_logs')).toMatchObject({
    level: 'organization',
    openToOrganizations: true,
  })
  await learnPermissions()
  const [event, ...others] = await eventsOf(house, 'tenant.permissions_learned')
  expect(others).toEqual([])
  expect(event).toMatchObject({ actorKind: 'system', targetId: house.tenantId })
  expect(event?.details).toMatchObject({ after: { permissions: unknown.toReversed() } })
})

test('only who held everything holds what is new: operators all of it, owners their level', async () => {
  await learnPermissions()
  expect(await rolesThatHold('read:signing_keys')).toEqual(['Operator'])
  expect(await rolesThatHold('read:organization_logs')).toEqual(['Operator', 'Owner'])
})

test('a role that was cut down stays cut down', async () => {
  await house.arrange((tx) =>
    tx.rolePermission.deleteMany({
      where: {
        tenantId: house.tenantId,
        OR: [
          { roleId: house.role('Owner'), name: 'delete:organizations' },
          { roleId: house.role('Operator'), name: 'delete:users' },
        ],
      },
    }),
  )
  await learnPermissions()
  expect(await rolesThatHold('read:signing_keys')).toEqual([])
  expect(await rolesThatHold('read:organization_logs')).toEqual([])
})

test('an organization’s own role gets nothing, whatever it holds', async () => {
  const place = await house.organization()
  const id = newId('role')
  await house.arrange(async (tx) => {
    await tx.role.create({ data: { id, name: 'All of it', organizationId: place.id } })
    const held = await tx.permission.findMany({
      where: { tenantId: house.tenantId, level: 'organization', api: { isPortal: true } },
    })
    await tx.rolePermission.createMany({
      data: held.map(({ apiId, name }) => ({ roleId: id, usableIn: place.id, apiId, name })),
    })
  })
  await learnPermissions()
  expect(await rolesThatHold('read:organization_logs')).toEqual(['Operator', 'Owner'])
})

test('processes that start together teach a tenant once', async () => {
  await Promise.all([learnPermissions(), learnPermissions(), learnPermissions()])
  expect(await eventsOf(house, 'tenant.permissions_learned')).toHaveLength(1)
})
