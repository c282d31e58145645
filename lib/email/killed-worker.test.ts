import { spawn } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startOutboxFixture, type OutboxFixture } from '@/test/fixtures/outbox'
import { startOutbox } from './outbox'

/** A worker in a process of its own. */
const program = "const { startOutbox } = await import('./lib/email/outbox.ts'); await startOutbox()"

let roleTenant: OutboxFixture

beforeAll(async () => {
  roleTenant = await startOutboxFixture()
})

afterAll(() => roleTenant.close())

it('a worker killed between sending and recording loses no email and sends none twice', async () => {
  const addresses = [roleTenant.address(), roleTenant.address()]
  await roleTenant.queueEmails(...addresses.map((to) => ({ template: 'sign_up_existing' as const, to })))
  await shortenHeartbeats()
  roleTenant.resend.script(['accept-then-hang', 'timeout'])

  const worker = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: 'inherit',
  })
  await vi.waitFor(() => expect(roleTenant.resend.attempts()).toHaveLength(2), {
    timeout: 40_000,
    interval: 20,
  })
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  expect(roleTenant.resend.deliveries()).toHaveLength(1)

  await startOutbox()
  for (const to of addresses) {
    expect(await roleTenant.waitUntilDone(to, 30_000)).toMatchObject({ state: 'sent', attempts: 2 })
  }
  expect(roleTenant.resend.deliveries().map(({ to }) => to)).toHaveLength(2)
  expect(new Set(roleTenant.resend.deliveries().map(({ to }) => to))).toEqual(new Set(addresses))
}, 100_000)

/** pg-boss takes none under ten seconds, of which this test has no more than a few. */
async function shortenHeartbeats(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
  await client.connect()
  await client.query('UPDATE pgboss.job SET heartbeat_seconds = 2')
  await client.end()
}
