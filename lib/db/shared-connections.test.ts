import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { connections } from './prisma'
import { queryShared } from './shared-connections'

async function valueOf(text: string, values: readonly string[] = []): Promise<unknown> {
  const { rows } = await queryShared<{ value: unknown }>({ text, values: [...values] })
  return rows[0]?.value
}

function atOnce(text: string, count = 20): Promise<unknown[]> {
  return Promise.all(Array.from({ length: count }, () => valueOf(text)))
}

it('sends statements at the same time over two connections, which go back to the pool', async () => {
  const processes = new Set(await atOnce('SELECT pg_backend_pid() AS value'))
  expect(processes.size).toBe(2)
  await pause(0)
  const { pool } = connections()
  expect(pool.idleCount).toBe(pool.totalCount)
})

it('begins a transaction for each statement', async () => {
  const transactions = await atOnce('SELECT pg_current_xact_id()::text AS value')
  expect(new Set(transactions).size).toBe(20)
})

it('leaves nothing of one statement to the next, whether it fails or not', async () => {
  const set = (name: string) => valueOf(`SELECT set_config('app.tenant_id', $1, true) AS value`, [name])
  const read = () => valueOf(`SELECT coalesce(current_setting('app.tenant_id', true), '') AS value`)
  const fail = () => valueOf(`SELECT set_config('app.tenant_id', 'failed', true), 1 / 0 AS value`)
  const each = [set('one'), read(), fail(), read(), set('two'), read(), fail(), read(), set('three'), read()]
  const answers = await Promise.allSettled(each)
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))).toEqual([
    'one',
    '',
    'failed',
    '',
    'two',
    '',
    'failed',
    '',
    'three',
    '',
  ])
})

it('fails what waits on a connection that breaks, and goes on with another one', async () => {
  const killed = await Promise.allSettled([
    valueOf('SELECT pg_terminate_backend(pg_backend_pid()) AS value'),
    ...Array.from({ length: 7 }, () => valueOf('SELECT pg_backend_pid() AS value')),
  ])
  const failed = killed.filter(({ status }) => status === 'rejected')
  expect(failed.length).toBeGreaterThanOrEqual(1)
  expect(failed.length).toBeLessThan(8)
  expect(await atOnce('SELECT 1 AS value')).toEqual(Array.from({ length: 20 }, () => 1))
})

it('does not wait for a slow statement on the other connection', async () => {
  const order: string[] = []
  const note = (name: string) => () => void order.push(name)
  const slow = valueOf('SELECT pg_sleep(0.5)::text AS value').then(note('slow'))
  await pause(0)
  await valueOf('SELECT 1 AS value').then(note('quick'))
  await slow
  expect(order).toEqual(['quick', 'slow'])
})
