import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { sqlState } from './database-error'
import { Prisma } from './generated/client'
import { disconnect } from './prisma'
import { bypassRowSecurity, change, read, unchanged } from './transaction'

let tenant: TestTenant
let other: TestTenant

beforeAll(async () => {
  ;[tenant, other] = await Promise.all([createTestTenant(), createTestTenant()])
})
afterAll(disconnect)

function accessTo({ tenantId }: TestTenant) {
  return bypassRowSecurity('a test reads and writes its tenant', tenantId)
}

function namesOf(of: TestTenant): Promise<string[]> {
  return read(accessTo(of), async (tx) =>
    (await tx.api.findMany({ orderBy: { identifier: 'asc' } })).map(({ identifier }) => identifier),
  )
}

describe('statements and models of a transaction', () => {
  it('see what the others have written', async () => {
    const seen = await change(accessTo(tenant), async (tx) => {
      await tx.api.create({ data: { id: 'rs_model', identifier: 'https://model.test', name: 'By a model' } })
      await tx.$executeRaw`UPDATE apis SET name = 'By a statement' WHERE tenant_id = ${tenant.tenantId} AND id = 'rs_model'`
      const api = await tx.api.findFirstOrThrow({ where: { id: 'rs_model' } })
      const [row] = await tx.$queryRaw<{ name: string }[]>`
        SELECT name FROM apis WHERE tenant_id = ${tenant.tenantId} AND id = 'rs_model'`
      return unchanged([api.name, row?.name])
    })
    expect(seen).toEqual(['By a statement', 'By a statement'])
    expect(await namesOf(tenant)).toContain('https://model.test')
  })

  it('are rolled back together, and the connections are used again', async () => {
    const failing = (n: number) =>
      change(accessTo(tenant), async (tx) => {
        await tx.api.create({ data: { id: `rs_${n}`, identifier: `https://${n}.test`, name: 'Model' } })
        await tx.$executeRaw`UPDATE apis SET name = 'Changed' WHERE tenant_id = ${tenant.tenantId}`
        throw new Error('thrown on purpose')
      })
    const before = await namesOf(tenant)
    for (let n = 1; n <= 40; n++) await expect(failing(n)).rejects.toThrow('thrown on purpose')
    expect(await namesOf(tenant)).toEqual(before)
    const changed = await read(accessTo(tenant), (tx) => tx.api.count({ where: { name: 'Changed' } }))
    expect(changed).toBe(0)
  })

  it('are those of their own transaction, whatever others ask at the same time', async () => {
    const [mine, theirs] = await Promise.all([namesOf(tenant), namesOf(other)])
    const one = (of: TestTenant) =>
      read(accessTo(of), (tx) => tx.tenant.findUnique({ where: { id: of.tenantId }, select: { id: true } }))
    const turns = Array.from({ length: 8 }, () => [tenant, other]).flat()
    const found = await Promise.all(turns.map((of) => Promise.all([one(of), namesOf(of)])))
    expect(found).toEqual(turns.map((of) => [{ id: of.tenantId }, of === tenant ? mine : theirs]))
  })

  it('fail once a statement has failed', async () => {
    const failing = change(accessTo(tenant), async (tx) => {
      await tx.$executeRaw`SELECT 1 / 0`.catch(() => undefined)
      return unchanged(await tx.api.count())
    })
    await expect(failing).rejects.toSatisfy((error) => sqlState(error) === '25P02')
  })

  it('may fail before they are awaited', async () => {
    const failing = change(accessTo(tenant), async (tx) => {
      const [statement, model] = [tx.$queryRaw`SELECT 1 / 0`, tx.api.count()]
      await new Promise((resolve) => setTimeout(resolve, 50))
      await model.catch(() => undefined)
      return unchanged(await statement)
    })
    await expect(failing).rejects.toMatchObject({ code: '22012' })
  })
})

describe('a transaction whose last statement failed', () => {
  it('is no success, even if the error was caught', async () => {
    const silent = change(accessTo(tenant), async (tx) => {
      await tx.$executeRaw`UPDATE apis SET name = 'Silent' WHERE tenant_id = ${tenant.tenantId}`
      await tx.$executeRaw`SELECT 1 / 0`.catch(() => undefined)
      return unchanged(null)
    })
    await expect(silent).rejects.toThrow('nothing of the transaction was written')
  })

  it('keeps its connection, also if it was refused by a statement sent ahead', async () => {
    const stranger = { userId: 'auth0|none', sessionId: 'ses_none' }
    const refused = { kind: 'self', tenantId: tenant.tenantId, ...stranger } as const
    const pid = () =>
      read(accessTo(tenant), async (tx) => {
        const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
        return row?.pid
      })
    const before = await pid()
    await expect(read(refused, (tx) => tx.$queryRaw`SELECT 1`)).rejects.toMatchObject({
      code: 'sign_in_again',
    })
    await expect(read(accessTo(tenant), (tx) => tx.$queryRaw`SELECT 1 / 0`)).rejects.toThrow()
    expect(await pid()).toBe(before)
  })
})

describe('a statement or a model', () => {
  const closed = 'A statement on a closed transaction.'

  it('is refused once its transaction has ended, by its success or its failure', async () => {
    const kept = await read(accessTo(tenant), (tx) => Promise.resolve({ tx }))
    await expect(kept.tx.$queryRaw`SELECT 1`).rejects.toThrow(closed)
    await expect(kept.tx.api.count()).rejects.toThrow()
    const lost: { late?: Promise<unknown> } = {}
    const failing = change(accessTo(tenant), async (tx) => {
      lost.late = new Promise((resolve) => setTimeout(resolve, 100)).then(() => tx.$queryRaw`SELECT 1`)
      lost.late.catch(() => undefined)
      await tx.api.count()
      throw new Error('thrown on purpose')
    })
    await expect(failing).rejects.toThrow('thrown on purpose')
    await expect(lost.late).rejects.toThrow(closed)
  })

  it('is refused after 15 seconds, and what was written is not kept', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const lost: { late?: Promise<unknown> } = {}
    try {
      const hanging = change(accessTo(tenant), async (tx) => {
        await tx.$executeRaw`UPDATE apis SET name = 'Late' WHERE tenant_id = ${tenant.tenantId}`
        vi.advanceTimersByTime(15_001)
        lost.late = tx.$queryRaw`SELECT 1`
        return new Promise<never>(() => undefined)
      })
      await expect(hanging).rejects.toMatchObject({ code: 'unavailable' })
    } finally {
      vi.useRealTimers()
    }
    await expect(lost.late).rejects.toThrow(closed)
    expect(await read(accessTo(tenant), (tx) => tx.api.count({ where: { name: 'Late' } }))).toBe(0)
  })
})

it('values of columns are what Prisma gives', async () => {
  const [row] = await read(
    accessTo(tenant),
    (tx) =>
      tx.$queryRaw`
      SELECT 9007199254740993 AS big, 1.5::numeric AS exact, date '2026-11-29' AS day, 7 AS small, NULL::int8 AS none,
        timestamptz '2026-11-29 12:00:00.25+02' AS time, '{"a": [1]}'::jsonb AS json, '{a,NULL}'::text[] AS list,
        ${[1, 2]}::int[] AS numbers, ${new Date(0)}::timestamptz AS epoch, ${Prisma.sql`${'nested'}`}::text AS nested,
        '{9007199254740993,NULL}'::int8[] AS bigs, '{0.1}'::numeric[] AS exacts, '\\x00ff'::bytea AS bytes,
        timestamp '2026-11-29 12:00:00.5' AS local` as Promise<object[]>,
  )
  expect(row).toEqual({
    big: 9007199254740993n,
    exact: new Prisma.Decimal('1.5'),
    day: new Date('2026-11-29T00:00:00Z'),
    small: 7,
    none: null,
    time: new Date('2026-11-29T10:00:00.250Z'),
    json: { a: [1] },
    list: ['a', null],
    numbers: [1, 2],
    epoch: new Date(0),
    nested: 'nested',
    bigs: [9007199254740993n, null],
    exacts: [new Prisma.Decimal('0.1')],
    bytes: new Uint8Array([0, 255]),
    local: new Date('2026-11-29T12:00:00.500Z'),
  })
})
