import { CompactEncrypt } from 'jose'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { derive, secretId } from '@/lib/domain/crypto/derive'
import { signingKeys } from '@/lib/domain/keys/signing-keys'
import { checkSecrets, mayWork } from '@/lib/http/readiness'
import { FailingDatabase } from '@/test/failing-database'
import { startOutboxFixture } from '@/test/fixtures/outbox'
import { readLog } from '@/test/logged-lines'
import { runWorkers } from './workers'

const otherSecret = 'the secret of another process, for tests'
const outbox = await startOutboxFixture()
const { tenant } = outbox
await signingKeys(tenant.tenantId)
await checkSecrets()

let stop: (() => Promise<void>) | undefined

afterEach(() => stop?.())
afterAll(() => outbox.close())

/** Another process accepts the secret of this key, which cannot be opened here. */
async function becomeUnfit(): Promise<() => Promise<void>> {
  const [key] = await tenant.read((tx) => tx.signingKey.findMany({ where: { tenantId: tenant.tenantId } }))
  const sealKey = (sealedPrivate: string | null | undefined) =>
    tenant.write((tx) => tx.signingKey.updateMany({ data: { sealedPrivate: sealedPrivate ?? null } }))
  await tenant.write(
    (tx) => tx.$executeRaw`
      INSERT INTO foyer.processes (id, secret_ids, seen_at) VALUES ('another', ${[secretId(otherSecret)]}, now())
      ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`,
  )
  await sealKey(
    await new CompactEncrypt(new TextEncoder().encode('a key'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: secretId(otherSecret) })
      .encrypt(derive(otherSecret, 'signing key', tenant.tenantId)),
  )
  await checkSecrets()
  expect(mayWork()).toBe(false)
  return async () => {
    await sealKey(key?.sealedPrivate)
    await checkSecrets()
    expect(mayWork()).toBe(true)
  }
}

/** Of workers, and of what asks for jobs. */
async function queueConnections(): Promise<number> {
  const [row] = await tenant.read(
    (tx) => tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'pgboss%'`,
  )
  return row?.count ?? 0
}

it('a process that meets a key that it cannot open stops its workers, and starts them when it fits again', async () => {
  stop = await runWorkers({ pauseMs: 50 })
  expect(await outbox.waitUntilDone(await outbox.queueEmail())).toMatchObject({ state: 'sent' })
  expect(await queueConnections()).toBeGreaterThan(0)
  const becomeFit = await becomeUnfit()
  await expect.poll(queueConnections, { timeout: 5000 }).toBe(0)
  const waiting = await outbox.queueEmail()
  expect(await outbox.row(waiting)).toMatchObject({ state: 'queued' })
  await becomeFit()
  expect(await outbox.waitUntilDone(waiting)).toMatchObject({ state: 'sent' })
})

it('workers whose start fails leave nothing behind, and start when they can', async () => {
  const becomeFit = await becomeUnfit()
  stop = await runWorkers({ pauseMs: 300 })
  const database = await FailingDatabase.connect()
  const logged = readLog()
  await database.whileWritesFail('pgboss.schedule', 'XX000', async () => {
    await becomeFit()
    await expect
      .poll(() => logged().map(({ part, err }) => [part, err?.message]))
      .toContainEqual(['workers', 'This is a test.'])
    await expect.poll(queueConnections, { interval: 20, timeout: 5000 }).toBe(0)
  })
  vi.restoreAllMocks()
  await database.disconnect()
  expect(await outbox.waitUntilDone(await outbox.queueEmail())).toMatchObject({ state: 'sent' })
})
