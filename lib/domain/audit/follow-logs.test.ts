import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { bypassRowSecurity, change, unchanged } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { createOperator, refusal } from '@/test/fixtures/operator'
import { followLogs } from './list-logs'

let tenant: TestTenant
let access: TenantAccess<'read:logs'>

beforeAll(async () => {
  tenant = await createTestTenant()
  access = await tenant.tenantAccess(await createOperator(tenant), 'read:logs')
})

/** Writes an event at once, and holds its transaction open until `end` is called. */
async function startEvent(type: string): Promise<{ id: string; end: () => Promise<unknown> }> {
  const id = newId('event')
  const [written, release] = [Promise.withResolvers<true>(), Promise.withResolvers<true>()]
  const done = change(bypassRowSecurity('a test is slow', tenant.tenantId), async (tx) => {
    await tx.auditEvent.createMany({ data: [{ id, type, actorKind: 'system' }] })
    written.resolve(true)
    await release.promise
    return unchanged(undefined)
  })
  await written.promise
  const end = () => {
    release.resolve(true)
    return done
  }
  return { id, end }
}

async function at(after: string | null, take = 100): Promise<string[]> {
  return (await followLogs(access, { after, take })).map(({ id }) => id)
}

/** Open transactions of other tests on the same server hold back events that are newer. */
function until(after: string | null, expected: string[]): Promise<void> {
  return vi.waitFor(async () => {
    expect(await at(after)).toEqual(expected)
  }, 5000)
}

async function everyId(): Promise<string[]> {
  const { tenantId } = tenant
  const orderBy = [{ occurredAt: 'asc' as const }, { id: 'asc' as const }]
  const events = await tenant.read((tx) => tx.auditEvent.findMany({ where: { tenantId }, orderBy }))
  return events.map(({ id }) => id)
}

describe('following the logs', () => {
  it('returns every event once, oldest first, however few at a time', async () => {
    for (let n = 0; n < 3; n++) await tenant.createUser()
    const all = await everyId()
    await until(null, all)
    const walked: string[] = []
    for (let next = await at(null, 2); next.length > 0; next = await at(walked.at(-1) ?? null, 2))
      walked.push(...next)
    expect(walked).toEqual(all)
  })

  it('skips no event that is not committed yet when a newer one is', async () => {
    const last = (await everyId()).at(-1) ?? null
    const slow = await startEvent('test.slow')
    const quick = await startEvent('test.quick')
    await quick.end()
    expect(await at(last)).toEqual([])
    await slow.end()
    await until(last, [slow.id, quick.id])
    expect(await at(slow.id)).toEqual([quick.id])
  })

  it('rejects the id of another tenant’s event, and an unknown one', async () => {
    const other = await createTestTenant()
    const foreign = await other.read((tx) =>
      tx.auditEvent.findFirstOrThrow({ where: { tenantId: other.tenantId } }),
    )
    for (const after of [foreign.id, newId('event')])
      expect(await refusal(followLogs(access, { after, take: 1 }))).toBe('invalid')
  })
})
