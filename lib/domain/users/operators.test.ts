import { beforeEach, expect, it } from 'vitest'
import { createOperator, eventsOf, portalApiId, refusal } from '@/test/fixtures/operator'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { changeUser } from './change-user'
import { deleteUser } from './delete-user'
import { addPermissionsTo, removePermissionsFrom } from '../apis/attached-permissions'
import { getUserAccess } from './get-user-access'
import { removeTenantRoles } from './tenant-roles'

let tenant: TestTenant
let ann: TestUser

beforeEach(async () => {
  tenant = await createTestTenant()
  ann = await createOperator(tenant)
})

const needs = ['read:users', 'update:users', 'delete:users'] as const

async function leave({ id: userId, ...user }: TestUser, mustLeaveOperator = true): Promise<void> {
  const access = await tenant.tenantAccess({ id: userId, ...user }, ...needs)
  await removeTenantRoles(access, { userId, roles: [tenant.role('Operator')], mustLeaveOperator })
}

it('keeps the last user who may change users, unless told otherwise', async () => {
  expect(await refusal(leave(ann))).toBe('conflict')
  const access = await tenant.tenantAccess(ann, ...needs)
  expect(await getUserAccess(access, ann.id)).toMatchObject({ isLastOperator: true })
  expect(await refusal(deleteUser(access, ann.id, { mustLeaveOperator: true }))).toBe('conflict')
  await leave(ann, false)
  expect(await eventsOf(tenant, 'user.roles_taken')).toHaveLength(1)
})

it('does not count a blocked or an unverified operator, and counts one by a direct permission', async () => {
  const [access, blocked] = await Promise.all([tenant.tenantAccess(ann, ...needs), createOperator(tenant)])
  await changeUser(access, { userId: blocked.id, isBlocked: true })
  const unverified = await createOperator(tenant)
  await changeUser(access, { userId: unverified.id, isEmailVerified: false })
  expect(await refusal(leave(ann))).toBe('conflict')
  const ben = await tenant.createUser()
  const direct = {
    id: ben.id,
    permissions: [{ apiId: await portalApiId(tenant), name: 'update:users' }],
  }
  await addPermissionsTo(access, 'user', direct)
  expect(await getUserAccess(access, ann.id)).toMatchObject({ isLastOperator: false })
  await leave(ann)
  const theirs = await tenant.tenantAccess(ben, 'update:users')
  const removal = removePermissionsFrom(theirs, 'user', { ...direct, mustLeaveOperator: true })
  expect(await refusal(removal)).toBe('conflict')
})

it('keeps one of two operators who leave at the same moment', async () => {
  const ben = await createOperator(tenant)
  const ends = await Promise.allSettled([leave(ann), leave(ben)])
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})
