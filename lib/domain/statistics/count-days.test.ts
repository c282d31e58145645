import { beforeAll, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { bypassRowSecurity } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { countDays } from './count-days'
import { type DayCounts, getOverview } from './get-overview'

let tenant: TestTenant
let access: TenantAccess<'read:logs'>

beforeAll(async () => {
  tenant = await createTestTenant()
  access = await tenant.tenantAccess(await createOperator(tenant), 'read:logs')
})

async function write(type: string, { daysAgo = 0, actorId = 'auth0|1' } = {}): Promise<void> {
  const occurredAt = new Date(Date.now() - daysAgo * 86_400_000)
  await tenant.write((tx) =>
    tx.auditEvent.create({ data: { id: newId('event'), type, actorKind: 'user', actorId, occurredAt } }),
  )
}

async function count(): Promise<void> {
  while (await countDays(bypassRowSecurity('a test counts', tenant.tenantId)));
}

async function daysAgo(days: number): Promise<DayCounts['counts'] | undefined> {
  return (await getOverview(access, 90)).days.at(-1 - days)?.counts
}

it('counts each event once, before and after the housekeeping, also when two count at the same time', async () => {
  await write('session.started', { daysAgo: 3 })
  await write('session.started', { daysAgo: 3 })
  await write('session.started', { daysAgo: 3, actorId: 'auth0|2' })
  await write('session.refused', { daysAgo: 3, actorId: 'auth0|3' })
  await write('invitation.created', { daysAgo: 50 })
  const before = await daysAgo(3)
  expect(before).toMatchObject({ sign_ins: 3, failed_sign_ins: 1, active_users: 3, invitations_sent: 0 })
  await Promise.all([count(), count()])
  expect(await daysAgo(3)).toEqual(before)
  expect(await daysAgo(50)).toMatchObject({ invitations_sent: 1, active_users: 1 })
})

it('adds what comes after the last count, and counts a user of a day once', async () => {
  const before = await daysAgo(0)
  await write('session.started', { actorId: 'auth0|7' })
  await count()
  await write('session.started', { actorId: 'auth0|7' })
  await write('session.started', { actorId: 'auth0|8' })
  const expected = {
    ...before,
    sign_ins: (before?.sign_ins ?? 0) + 3,
    active_users: (before?.active_users ?? 0) + 2,
  }
  expect(await daysAgo(0)).toEqual(expected)
  await count()
  expect(await daysAgo(0)).toEqual(expected)
})

it('shows nothing of another tenant', async () => {
  const other = await createTestTenant()
  const stranger = await other.tenantAccess(await createOperator(other), 'read:logs')
  const { days } = await getOverview(stranger, 7)
  expect(days.flatMap(({ counts }) => [counts.sign_ins, counts.invitations_sent])).toEqual(
    Array.from({ length: 14 }, () => 0),
  )
})

it('says what needs attention: failing connections, bounced owners, a refused sender and organizations without an owner', async () => {
  const organization = await tenant.createOrganization({ owner: await tenant.createUser() })
  const connectionId = tenant.connection('password')
  await tenant.write(async (tx) => {
    await tx.memberRole.deleteMany({ where: { organizationId: organization.id } })
    await tx.auditEvent.create({
      data: {
        id: newId('event'),
        type: 'connection.failed',
        actorKind: 'system',
        targetKind: 'connection',
        targetId: connectionId,
      },
    })
  })
  const { attention, email } = await getOverview(access, 7)
  expect(attention.withoutOwner).toContainEqual(expect.objectContaining({ id: organization.id }))
  expect(attention.failingConnections).toMatchObject([{ id: connectionId, failures: 1 }])
  expect(attention.senderProblem).toBeNull()
  expect(email).toEqual({ bounced: 0, failed: 0, oldestQueuedAt: null })
  const lastProblem = '401 validation_error: API key is invalid'
  const waiting = { id: newId('mail'), recipient: 'nia@invited.test', template: 'invitation', payload: {} }
  await tenant.write((tx) => tx.mail.create({ data: { ...waiting, lastProblem } }))
  expect((await getOverview(access, 7)).attention.senderProblem).toBe(lastProblem)
})
