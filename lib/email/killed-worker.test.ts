import { spawn } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startOutboxFixture, type OutboxFixture } from '@/test/fixtures/outbox'
import { startOutbox } from './outbox'

/** A worker in a process of its own. */
const program = "const { startOutbox } = await import('./lib/email/outbox.ts'); await startOutbox()"

let outbox: OutboxFixture

beforeAll(async () => {
  outbox = await startOutboxFixture()
})

afterAll(() => outbox.close())

it('a worker killed between sending and recording loses no email and sends none twice', async () => {
  const addresses = [outbox.address(), outbox.address()]
  await outbox.queueEmails(...addresses.map((to) => ({ template: 'sign_up_existing' as const, to })))
  await shortenHeartbeats()
  outbox.resend.script(['accept-then-hang', 'timeout'])

  const worker = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: 'inherit',
  })
  await vi.waitFor(() => expect(outbox.resend.attempts()).toHaveLength(2), {
    timeout: 40_000,
    interval: 20,
  })
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  expect(outbox.resend.deliveries()).toHaveLength(1)

  await startOutbox()
  for (const to of addresses) {
    expect(await outbox.waitUntilDone(to, 30_000)).toMatchObject({ state: 'sent', attempts: 2 })
  }
  expect(outbox.resend.deliveries().map(({ to }) => to)).toHaveLength(2)
  expect(new Set(outbox.resend.deliveries().map(({ to }) => to))).toEqual(new Set(addresses))
}, 100_000)

/** pg-boss accepts no less than ten seconds, which is too long for this test. */
async function shortenHeartbeats(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
  await client.connect()
  await client.query('UPDATE pgboss.job SET heartbeat_seconds = 2')
  await client.end()
}
