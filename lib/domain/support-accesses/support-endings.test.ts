import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Tx } from '@/lib/db/prisma'
import { change, changeLocked, unchanged } from '@/lib/db/transaction'
import { endAllSessions } from '@/lib/domain/organizations/end-all-sessions'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { findPageContext } from '@/lib/domain/users/find-session'
import { createOperator, refusal } from '@/test/fixtures/operator'
import { openSupport, setSupportEnd, supportIdOf, tenantLevelAccess } from '@/test/fixtures/support'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { endSupportAccess, listSupportAccesses } from './support-access'

let tenant: TestTenant
let owner: TestUser
let operator: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
})
beforeEach(async () => {
  operator = await createOperator(tenant)
  organization = await tenant.createOrganization({ owner })
})

function open(): Promise<void> {
  return openSupport(tenant, operator, { organization })
}

async function entryOf({ self }: TestUser): Promise<string | null> {
  return (await enterOrganization(self, organization.slug)).refusal
}

function atTenantLevel(person: TestUser) {
  return tenantLevelAccess(tenant, person, { organization, needed: ['admin:organizations'] })
}

describe('support access is over on the next request', () => {
  const endings: [string, () => Promise<unknown>][] = [
    ['when its time is over', () => setSupportEnd(tenant, organization, '-1 second')],
    [
      'when the operator ends it',
      async () => endSupportAccess(await atTenantLevel(operator), await supportIdOf(operator, organization)),
    ],
    [
      'when another operator ends it',
      async () =>
        endSupportAccess(
          await atTenantLevel(await createOperator(tenant)),
          await supportIdOf(operator, organization),
        ),
    ],
    [
      'when the operator loses the permission',
      () => tenant.write((tx) => tx.userRole.deleteMany({ where: { userId: operator.id } })),
    ],
    ['when the organization is suspended', () => updateHere({ suspendedAt: new Date() })],
    ['when the organization is deleted', () => updateHere({ deletedAt: new Date() })],
    [
      'when the organization ends all sessions',
      async () => endAllSessions(await tenant.accessTo(organization, owner, 'update:organization_security')),
    ],
  ]
  it.each(endings)('%s', async (_, end) => {
    await open()
    expect(await entryOf(operator)).toBeNull()
    const access = await tenant.accessTo(organization, operator, 'update:organizations')
    await end()
    expect(await entryOf(operator)).toBe('unknown')
    expect((await findPageContext(operator.self, null))?.supported).toEqual([])
    expect(await refusal(updateOrganization(access, { displayName: 'Too late' }))).toBe('not_found')
    expect(await listSupportAccesses(await reading(), organization.id)).toEqual([])
  })

  const lostSessions: [string, () => Promise<unknown>][] = [
    ['when the session ends', () => updateSession({ endedAt: new Date() })],
    ['when the session was idle too long', () => updateSession({ lastSeenAt: new Date(0) })],
    [
      'when the operator is blocked',
      () => tenant.write((tx) => tx.user.updateMany({ where: { id: operator.id }, data: { blocked: true } })),
    ],
  ]
  it.each(lostSessions)('%s, and not open any more', async (_, end) => {
    await open()
    const access = await tenant.accessTo(organization, operator, 'update:organizations')
    await end()
    expect(await entryOf(operator)).toBe('session')
    expect(await refusal(updateOrganization(access, { displayName: 'Too late' }))).toBe('sign_in_again')
    expect(await listSupportAccesses(await reading(), organization.id)).toEqual([])
  })

  it('where the operator has become a member: their roles count alone', async () => {
    await open()
    await tenant.addMember(organization, operator, ['Member'])
    const entry = await enterOrganization(operator.self, organization.slug)
    expect(entry).toMatchObject({ refusal: null, support: null })
    await updateMember({ suspendedAt: new Date() })
    expect(await entryOf(operator)).toBe('unknown')
  })
})

it('a change by support holds what the permission depends on until it commits', async () => {
  await open()
  const support = await tenant.accessTo(organization, operator, 'update:organizations')
  const other = await tenant.tenantAccess(await createOperator(tenant), 'update:roles')
  const editing: Promise<unknown>[] = []
  await change(support, async (tx) => {
    const roles = [tenant.role('Operator')]
    editing.push(change(other, () => Promise.resolve(unchanged(null)), { roles }))
    await waitForLockWaiter(tx)
    return unchanged(null)
  })
  await Promise.all(editing)
})

describe('a change that waits for the organization', () => {
  const losses: [string, (tx: Tx) => Promise<unknown>][] = [
    [
      'does not happen when support was ended meanwhile',
      (tx) => tx.supportAccess.deleteMany({ where: { organizationId: organization.id } }),
    ],
    [
      'does not happen when the operator’s role lost the permission meanwhile',
      (tx) => tx.userRole.deleteMany({ where: { userId: operator.id } }),
    ],
    ['does not happen when the time ran out meanwhile', (tx) => tx.$executeRaw`SELECT pg_sleep(0.4)`],
  ]
  it.each(losses)('%s', async (name, lose) => {
    await open()
    const access = await tenant.accessTo(organization, operator, 'update:organizations')
    if (name.includes('time')) await setSupportEnd(tenant, organization, '0.3 seconds')
    const waiting: Promise<string>[] = []
    await changeLocked(await atTenantLevel(await createOperator(tenant)), async (tx) => {
      waiting.push(refusal(updateOrganization(access, { displayName: 'Too late' })))
      await waitForLockWaiter(tx)
      await lose(tx)
      return unchanged(null)
    })
    expect(await Promise.all(waiting)).toEqual(['not_found'])
  })
})

function reading() {
  return createOperator(tenant).then((reader) => tenant.tenantAccess(reader, 'read:organizations'))
}

function updateHere(data: { suspendedAt?: Date; deletedAt?: Date }): Promise<unknown> {
  return tenant.write((tx) => tx.organization.updateMany({ where: { id: organization.id }, data }))
}

function updateSession(data: { endedAt?: Date; lastSeenAt?: Date }): Promise<unknown> {
  return tenant.write((tx) => tx.session.updateMany({ where: { id: operator.sessionId }, data }))
}

function updateMember(data: { suspendedAt: Date }): Promise<unknown> {
  const where = { organizationId: organization.id, userId: operator.id }
  return tenant.write((tx) => tx.member.updateMany({ where, data }))
}
