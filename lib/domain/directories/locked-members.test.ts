import { expect, it } from 'vitest'
import { changeLocked, change, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { TestDirectory } from '@/test/fixtures/directory'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'

const directory = await TestDirectory.open()
const { tenant } = directory

it('a change of a group or a user of a directory locks the members first that it may alter', async () => {
  const inGroup = await directory.provision('grouped')
  const alone = await directory.provision('alone')
  const { json } = await directory.ask('POST', '/Groups', {
    body: { displayName: 'Locked', members: [{ value: inGroup.id }] },
  })
  const locks = { directoryGroups: [String(json['id'])], directoryUsers: [alone.id] }
  const operator = await tenant.tenantAccess(directory.own.fixture.operator)
  for (const { userId } of [inGroup, alone]) {
    const order: string[] = []
    const waiting: Promise<unknown>[] = []
    await changeLocked(
      await directory.maker(),
      async (tx) => {
        const other = async () => unchanged(void order.push('the other'))
        waiting.push(change(operator, other, { users: [userId] }))
        await waitForLockWaiter(tx)
        order.push('the change')
        return unchanged(undefined)
      },
      locks,
    )
    await Promise.all(waiting)
    expect(order).toEqual(['the change', 'the other'])
  }
})

it('many users are locked in the order of their ids, and those among them that are only read can be read by others', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => tenant.createUser()))
  const ids = people.map(({ id }) => id).sort()
  const shared = ids.filter((_, at) => at === 2 || at === 4)
  const altered = ids.filter((id) => !shared.includes(id)).toReversed()
  const of = sql`FROM users WHERE tenant_id = ${tenant.tenantId}`
  const unlocked = (strength: Sql) =>
    tenant.read(async (tx) => {
      const rows = await tx.$queryRaw<{ id: string }[]>(
        sql`SELECT id ${of} AND id = ANY (${ids}) ORDER BY id FOR ${strength} SKIP LOCKED`,
      )
      return rows.map(({ id }) => id)
    })
  const lock = (tx: Tx) =>
    tx.$executeRaw`SELECT foyer.lock_rows('users', ${shared}::text[], ${altered}::text[])`
  for (const [at, id] of ids.entries()) {
    const locking: Promise<unknown>[] = []
    await tenant.read(async (tx) => {
      await tx.$executeRaw(sql`SELECT ${of} AND id = ${id} FOR UPDATE`)
      locking.push(tenant.read(lock))
      await waitForLockWaiter(tx)
      expect(await unlocked(sql`UPDATE`)).toEqual(ids.slice(at + 1))
    })
    await Promise.all(locking)
  }
  await tenant.read(async (tx) => {
    await lock(tx)
    expect(await unlocked(sql`SHARE`)).toEqual(shared)
  })
})
