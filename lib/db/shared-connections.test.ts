import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { sqlState } from './database-error'
import { connections } from './prisma'
import { queryShared } from './shared-connections'

async function valueOf(text: string, values: readonly string[] = []): Promise<unknown> {
  const { rows } = await queryShared<{ value: unknown }>({ text, values: [...values] })
  return rows[0]?.value
}

function atOnce(text: string, count = 16): Promise<unknown[]> {
  return Promise.all(Array.from({ length: count }, () => valueOf(text)))
}

const ownProcess = 'SELECT pg_backend_pid() AS value'

afterEach(async () => {
  await pause(0)
  const { pool, shared } = connections()
  expect([shared.size, pool.idleCount]).toEqual([0, pool.totalCount])
})

it('sends statements at the same time over two connections', async () => {
  expect(new Set(await atOnce(ownProcess)).size).toBe(2)
})

it('begins a transaction for each statement', async () => {
  const transactions = await atOnce('SELECT pg_current_xact_id()::text AS value')
  expect(new Set(transactions).size).toBe(16)
})

it('leaves nothing of one statement to the next, whether it fails or not', async () => {
  const set = (name: string) => valueOf(`SELECT set_config('app.tenant_id', $1, true) AS value`, [name])
  const read = () => valueOf(`SELECT coalesce(current_setting('app.tenant_id', true), '') AS value`)
  const fail = () => valueOf(`SELECT set_config('app.tenant_id', 'failed', true), 1 / 0 AS value`)
  // One of each two for each connection.
  const each = [() => set('one'), read, fail, read, () => set('two'), read].flatMap((one) => [one, one])
  const answers = await Promise.allSettled(each.map((one) => one()))
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))).toEqual(
    ['one', '', 'failed', '', 'two', ''].flatMap((one) => [one, one]),
  )
})

it.each([1, 8])('gives no connection back that breaks with %i statements on their way', async (count) => {
  const others = Array.from({ length: count - 1 }, () => ownProcess)
  const killed = await Promise.allSettled(
    ['SELECT pg_terminate_backend(pg_backend_pid()) AS value', ...others].map((text) => valueOf(text)),
  )
  expect(killed[0]?.status).toBe('rejected')
  // Also what had another connection has its answer.
  expect(killed.filter(({ status }) => status === 'rejected').length).toBeLessThanOrEqual(
    Math.ceil(count / 2),
  )
  expect(await valueOf('SELECT 1 AS value')).toBe(1)
  expect(await atOnce('SELECT 1 AS value')).toEqual(Array.from({ length: 16 }, () => 1))
})

it('does not make others wait for slow statements on both', async () => {
  const slow = [1, 2].map(() => valueOf('SELECT pg_sleep(1)::text AS value').then(() => 'slow'))
  await pause(150)
  const quick = atOnce('SELECT 1 AS value', 4).then(() => 'quick')
  expect(await Promise.race([...slow, quick])).toBe('quick')
  await Promise.all(slow)
})

it('sends no more than sixteen at once over both', async () => {
  expect(new Set(await atOnce(ownProcess, 24)).size).toBeGreaterThan(2)
})

it('says of each statement what is wrong with it, also after one that was to name it', async () => {
  const missing = { name: 'of_a_missing_table', text: 'SELECT FROM missing_table', values: [] }
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => queryShared(missing)))
  const codes = answers.map((answer) => (answer.status === 'rejected' ? sqlState(answer.reason) : null))
  // The table does not exist, and not the prepared statement.
  expect(new Set(codes)).toEqual(new Set(['42P01']))
})

it('waits five and a half seconds at most for an answer, and goes on with another connection', async () => {
  const each = Array.from({ length: 4 }, () => valueOf("SELECT 'slept' AS value FROM pg_sleep(4)"))
  const answers = await Promise.allSettled(each)
  expect(
    answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : String(answer.reason))),
  ).toEqual(['slept', 'slept', expect.stringContaining('timeout'), expect.stringContaining('timeout')])
  expect(await valueOf('SELECT 1 AS value')).toBe(1)
})

it('keeps a connection whose statement PostgreSQL has refused, whatever its language', async () => {
  const { pool } = connections()
  await atOnce(ownProcess)
  const before = pool.totalCount
  await Promise.allSettled(Array.from({ length: 4 }, () => valueOf('SELECT 1 / 0 AS value')))
  await pause(0)
  expect(pool.totalCount).toBe(before)
})

it('does not keep a connection in whose transaction a statement has failed', async () => {
  const before = [1, 2].map(() => valueOf(ownProcess))
  const clients = await Promise.all([...connections().shared].map(({ client }) => client))
  const left = clients.map((client) => client.query('BEGIN; SELECT 1 / 0').catch(() => 'failed'))
  const refused = await Promise.allSettled([1, 2].map(() => valueOf('SELECT 1 AS value')))
  for (const answer of refused) expect(answer).toMatchObject({ reason: { code: '25P02' } })
  expect(await Promise.all(left)).toEqual(['failed', 'failed'])
  const broken = await Promise.all(before)
  expect((await atOnce(ownProcess)).filter((pid) => broken.includes(pid))).toEqual([])
})

it('fails all that wait for a connection that there is not, and asks again for the next', async () => {
  const { pool } = connections()
  const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  const answers = await Promise.allSettled(Array.from({ length: 6 }, () => valueOf('SELECT 1 AS value')))
  for (const client of taken) client.release()
  for (const answer of answers)
    expect(answer).toMatchObject({ reason: { message: expect.stringContaining('timeout exceeded') } })
  expect(await valueOf('SELECT 1 AS value')).toBe(1)
})
