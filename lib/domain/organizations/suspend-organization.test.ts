import { beforeAll, describe, expect, it } from 'vitest'
import { authorize, type OrganizationAccess } from '@/lib/access'
import { type EventPage, listEvents } from '@/lib/domain/audit/list-events'
import { findAccount } from '@/lib/domain/tokens/find-account'
import { switchOrganization } from '@/lib/domain/users/switch-organization'
import { eventsOf, createOperator, refusal } from '@/test/fixtures/operator'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { deleteOrganization } from './delete-organization'
import { enterOrganization } from './enter-organization'
import { isSuspendedForMember } from './get-organization'
import { getOrganizationOverview } from './get-organization-overview'
import { restoreOrganization } from './restore-organization'
import { resumeOrganization, suspendOrganization } from './suspend-organization'

let tenant: TestTenant
let operator: TestUser
let owner: TestUser
let organization: TestOrganization
let access: OrganizationAccess<'update:organizations' | 'delete:organizations'>

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
  owner = await tenant.createUser()
  organization = await tenant.createOrganization({ owner })
  const { kind: _, needed: __, ...actor } = await tenant.tenantAccess(operator)
  const within = {
    ...actor,
    kind: 'organization',
    organizationId: organization.id,
    isTenantLevel: true,
  } as const
  access = authorize(within, 'update:organizations', 'delete:organizations')
})

/** Whether its owner may enter it, switch to it and get a token for it. */
async function refusals(): Promise<unknown[]> {
  const { id: organizationId, slug } = organization
  const { id: userId, sessionId, self } = owner
  const signIn = { userId, connectionId: tenant.connection('password'), since: new Date(), sessionId }
  const account = await findAccount(tenant.tenantId, { ...signIn, organizationId, clientId: 'any' })
  const switched = await switchOrganization(self, organizationId).then(
    () => null,
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )
  return [(await enterOrganization(self, slug)).refusal, switched, account.refusal]
}

describe('a suspended organization', () => {
  it('is closed to its owner until it is resumed, and says why only to operators', async () => {
    expect(await refusals()).toEqual([null, null, null])
    await suspendOrganization(access, { reason: 'Unpaid' })
    await suspendOrganization(access, { reason: 'Twice' })
    expect(await refusals()).toEqual(['unknown', 'not_found', 'member'])
    expect(await isSuspendedForMember(owner.self, organization.slug)).toBe(true)
    expect(await isSuspendedForMember(operator.self, organization.slug)).toBe(false)
    const reader = await tenant.tenantAccess(operator, 'read:organizations')
    expect(await getOrganizationOverview(reader, organization.id)).toMatchObject({
      suspensionReason: 'Unpaid',
      soleOwnerId: owner.id,
    })
    await resumeOrganization(access)
    expect(await refusals()).toEqual([null, null, null])
    expect(await isSuspendedForMember(owner.self, organization.slug)).toBe(false)
    const [logs, own] = await Promise.all([
      tenant.tenantAccess(operator, 'read:logs'),
      tenant.accessTo(organization, owner, 'read:organization_logs'),
    ])
    const detailsIn = async (events: Promise<EventPage>) =>
      (await events).events.find(({ type }) => type === 'organization.suspended')?.details
    expect(await detailsIn(listEvents(logs, {}))).toEqual({ suspensionReason: 'Unpaid' })
    expect(await detailsIn(listEvents(own, {}))).toEqual({})
    expect(await eventsOf(tenant, 'organization.suspended')).toHaveLength(1)
    expect(await eventsOf(tenant, 'organization.resumed')).toHaveLength(1)
  })

  it('is suspended at tenant level only', async () => {
    const own = await tenant.accessTo(organization, owner, 'update:organizations')
    expect(await refusal(suspendOrganization(own, { reason: 'Mine' }))).toBe('not_found')
    expect(await refusal(resumeOrganization(own))).toBe('not_found')
  })
})

it('a deleted organization is restored by an operator, not by another tenant’s', async () => {
  await deleteOrganization(access, { confirmation: organization.slug })
  expect(await refusals()).toEqual(['unknown', 'not_found', 'member'])
  const elsewhere = await createTestTenant()
  const stranger = await elsewhere.tenantAccess(await createOperator(elsewhere), 'delete:organizations')
  expect(await refusal(restoreOrganization(stranger, organization.id))).toBe('not_found')
  const restorer = await tenant.tenantAccess(operator, 'delete:organizations')
  await restoreOrganization(restorer, organization.id)
  expect(await refusals()).toEqual([null, null, null])
})
