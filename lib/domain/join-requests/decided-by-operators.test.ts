import { beforeAll, beforeEach, expect, it } from 'vitest'
import { JoiningFixture } from '@/test/fixtures/joining'
import { createOperator } from '@/test/fixtures/operator'
import { tenantLevelAccess } from '@/test/fixtures/support'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { codeOf } from '@/test/queued-loss'
import { approveJoinRequest, declineJoinRequest } from './close-join-request'
import { listJoinRequests } from './queries'

let tenant: TestTenant
let at: JoiningFixture
let operator: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
})
beforeEach(async () => {
  at = await JoiningFixture.create(tenant, await tenant.createUser({ name: 'Olga Owner' }))
  await at.set({ mode: 'ask' })
})

function asOperator(organization: TestOrganization = at.organization) {
  const needed = ['read:organization_invitations', 'create:organization_invitations'] as const
  return tenantLevelAccess(tenant, operator, { organization, needed })
}

it('an operator sees requests, approves one with any role but an owner’s, and declines another', async () => {
  const people = await Promise.all([at.someone(), at.someone()])
  for (const person of people) await at.ask(person)
  const { requests } = await listJoinRequests(await asOperator())
  expect(requests.map(({ email }) => email)).toEqual(people.map(({ email }) => email))
  const [first, second] = requests.map(({ id }) => id)
  const approve = async (role: string) =>
    approveJoinRequest(await asOperator(), { id: first ?? '', roleId: tenant.role(role) })
  expect(await codeOf(approve('Owner'))).toBe('not_yours_to_give')
  await approve('Admin')
  await declineJoinRequest(await asOperator(), second ?? '')
  expect((await listJoinRequests(await asOperator())).requests).toEqual([])
  expect(await at.offerTo(people[1])).toBeNull()
})

it('in one organization, nothing of another is seen or decided', async () => {
  await at.ask(await at.someone())
  const [request] = (await listJoinRequests(await asOperator())).requests
  const other = await tenant.createOrganization()
  expect((await listJoinRequests(await asOperator(other))).requests).toEqual([])
  const deciding = await asOperator(other)
  expect(await codeOf(declineJoinRequest(deciding, request?.id ?? ''))).toBe('conflict')
})
