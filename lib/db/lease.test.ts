import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import type * as Leases from './lease'
import { heldLeases, withLease } from './lease'
import { sidePool } from './side-pool'
import { bypassRowSecurity, change } from './transaction'

let tenant: TestTenant
let person: TestUser
let otherCopy: typeof Leases
/** Outside of the lease that the test holds. */
const outside = AsyncLocalStorage.snapshot()

beforeAll(async () => {
  tenant = await createTestTenant()
  person = await tenant.createUser()
  // Another copy does not know what this one waits for, as another process would not.
  vi.resetModules()
  otherCopy = await import('./lease')
})

/** As another process does. */
function withOtherLease<T>(key: string, work: () => Promise<T>): Promise<T> {
  return outside(() => otherCopy.withLease(key, work))
}

function rename(name: string, meanwhile: () => Promise<unknown> = () => Promise.resolve()): Promise<unknown> {
  return change(bypassRowSecurity('a test', tenant.tenantId), async (tx) => {
    await tx.user.updateMany({ where: { id: person.id }, data: { name } })
    await meanwhile()
    return { result: undefined, events: 'bookkeeping' }
  })
}

async function nameOfPerson(): Promise<string | null | undefined> {
  return (await tenant.read((tx) => tx.user.findFirst({ where: { id: person.id } })))?.name
}

/** As if the process of the only lease that this work holds had been stopped for its time. */
async function lapse(): Promise<void> {
  const { rowCount } = await sidePool().query(
    `UPDATE limits.leases SET expires_at = clock_timestamp() WHERE key = $1`,
    [heldLeases()[0]?.key],
  )
  expect(rowCount).toBe(1)
}

async function secondsLeft(): Promise<number | undefined> {
  const { rows } = await sidePool().query<{ seconds: number }>(
    `SELECT extract(epoch FROM expires_at - clock_timestamp())::float8 AS seconds FROM limits.leases WHERE key = $1`,
    [heldLeases()[0]?.key],
  )
  return rows[0]?.seconds
}

describe('a lease', () => {
  it('is held by one at a time, in this process and in another', async () => {
    const key = randomUUID()
    let [running, most, done] = [0, 0, 0]
    const work = async () => {
      most = Math.max(most, ++running)
      await pause(5)
      running -= 1
      done += 1
    }
    const both = [withLease, withOtherLease]
    await Promise.all(Array.from({ length: 10 }, () => both.map((take) => take(key, work))).flat())
    expect([most, done]).toEqual([1, 20])
  })

  it('leaves nothing behind, also after work that fails', async () => {
    const key = randomUUID()
    const failing = withLease(key, () => Promise.reject(new Error('on purpose')))
    await expect(failing).rejects.toThrow('on purpose')
    const [lease] = await withLease(key, () => Promise.resolve(heldLeases()))
    expect(lease).toBeDefined()
    const { rows } = await sidePool().query('SELECT FROM limits.leases WHERE key = $1', [lease?.key])
    expect(rows).toEqual([])
  })

  it('of a holder that goes on is refused after four seconds, and is extended meanwhile', async () => {
    const key = randomUUID()
    await withLease(key, async () => {
      const refused = withOtherLease(key, () => Promise.resolve())
      await expect(refused).rejects.toMatchObject({ code: 'conflict' })
      expect(await secondsLeft()).toBeGreaterThan(8)
    })
  })

  it('of a killed holder is taken once its time is over', async () => {
    const key = randomUUID()
    await withLease(key, async () => {
      await lapse()
      expect(await withOtherLease(key, () => Promise.resolve('taken'))).toBe('taken')
    })
  })

  it('that another has taken lets its first holder change nothing', async () => {
    const key = randomUUID()
    await rename('Before')
    await withLease(key, async () => {
      await lapse()
      await withOtherLease(key, () => rename('By the second'))
      await expect(rename('By the first')).rejects.toMatchObject({ code: 'conflict', isOutcomeUnknown: true })
    })
    expect(await nameOfPerson()).toBe('By the second')
  })

  it('that has lapsed in a transaction of its holder is taken after its end', async () => {
    const key = randomUUID()
    const order: string[] = []
    await withLease(key, async () => {
      let second: Promise<unknown> = Promise.resolve()
      await rename('By the first', async () => {
        await lapse()
        second = withOtherLease(key, () => Promise.resolve(order.push('second')))
        await pause(200)
        order.push('first')
      })
      await second
    })
    expect(order).toEqual(['first', 'second'])
  })

  it('costs nothing where there is none', async () => {
    expect(heldLeases()).toEqual([])
    await rename('Without')
    expect(await nameOfPerson()).toBe('Without')
  })
})
