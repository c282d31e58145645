import { CompactEncrypt } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { env } from '@/lib/env'
import { FailingDatabase } from '@/test/failing-database'
import { takeOwnDatabase } from '@/test/own-database'
import { type TestTenant, createTestTenant } from '@/test/fixtures/tenant'
import { derive, secretId } from '../crypto/derive'
import { unseal } from '../crypto/seal'
import { cleanUpTenant } from '../housekeeping/run-cleanup'
import { sealedFor } from './create-signing-key'
import {
  canOpenSigningKeys,
  isSecretAcceptedByAll,
  registerIfFit,
  registerProcess,
  unregisterProcess,
} from './process-secrets'
import { signingKeys } from './signing-keys'

const previousSecret = 'the secret of yesterday, for tests alone'
const otherSecret = 'the secret of another process, for tests'

// Read once per process, on first use.
process.env['FOYER_SECRET_PREVIOUS'] = previousSecret
await takeOwnDatabase()

let tenant: TestTenant
let other: TestTenant

beforeAll(async () => {
  ;[tenant, other] = [await createTestTenant(), await createTestTenant()]
  await Promise.all([signingKeys(tenant.tenantId), signingKeys(other.tenantId)])
})

beforeEach(async () => {
  await tenant.write((tx) => tx.$executeRaw`DELETE FROM foyer.processes`)
  for (const each of [tenant, other]) await sealKeys(each, env().secret)
})

function addProcess(secrets: string[], secondsAgo = 0): Promise<unknown> {
  return tenant.write(
    (tx) => tx.$executeRaw`
      INSERT INTO foyer.processes (id, secret_ids, seen_at)
      VALUES ('another', ${secrets.map(secretId)}, now() - make_interval(secs => ${secondsAgo}::int))`,
  )
}

function keysOf(owner: TestTenant) {
  const { tenantId } = owner
  return owner.read((tx) => tx.signingKey.findMany({ where: { tenantId }, orderBy: { id: 'asc' } }))
}

const plain = new Map<string, string>()

async function sealKeys(
  owner: TestTenant,
  secret: string,
  header: { kid?: string } = { kid: secretId(secret) },
) {
  const { tenantId } = owner
  for (const { id, sealedPrivate } of await keysOf(owner)) {
    const text = plain.get(id) ?? (await unseal(sealedPrivate ?? '', sealedFor(tenantId))) ?? ''
    plain.set(id, text)
    const sealed = await new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', ...header })
      .encrypt(derive(secret, 'signing key', tenantId))
    await owner.write((tx) => tx.signingKey.updateMany({ where: { id }, data: { sealedPrivate: sealed } }))
  }
}

it('nothing is sealed again, and no key rotated, while a process that runs could not open it', async () => {
  await registerProcess()
  await sealKeys(tenant, previousSecret)
  await tenant.write(
    (tx) => tx.$executeRaw`
    UPDATE signing_keys SET activated_at = now() - interval '31 days', created_at = now() - interval '62 days'
    WHERE tenant_id = ${tenant.tenantId}`,
  )
  const before = await keysOf(tenant)
  await addProcess([previousSecret])
  expect(await isSecretAcceptedByAll()).toBe(false)
  await cleanUpTenant(tenant.tenantId)
  expect(await keysOf(tenant)).toEqual(before)
  await tenant.write((tx) => tx.$executeRaw`DELETE FROM foyer.processes WHERE id = 'another'`)
  await addProcess([previousSecret, env().secret])
  expect(await isSecretAcceptedByAll()).toBe(true)
  await cleanUpTenant(tenant.tenantId)
  const after = await keysOf(tenant)
  expect(after).toHaveLength(before.length + 1)
  for (const { sealedPrivate } of before)
    expect(after.map((key) => key.sealedPrivate)).not.toContain(sealedPrivate)
})

it('a process that was not seen for half a minute has ended', async () => {
  await addProcess([previousSecret], 31)
  expect(await isSecretAcceptedByAll()).toBe(true)
  await registerProcess()
  const rows = await tenant.read(
    (tx) => tx.$queryRaw<{ ids: string[] }[]>`SELECT secret_ids AS ids FROM foyer.processes`,
  )
  expect(rows).toEqual([{ ids: [secretId(env().secret), secretId(previousSecret)] }])
})

it('keys of the current and the previous secret open, also without its name in their header', async () => {
  await sealKeys(other, previousSecret, {})
  expect(await canOpenSigningKeys()).toBe(true)
})

it('the lost key of one tenant fails no other, also without the name of its secret in its header', async () => {
  const [first = tenant, second = other] = [tenant, other].toSorted((one, two) =>
    one.tenantId < two.tenantId ? -1 : 1,
  )
  await sealKeys(first, otherSecret, {})
  await sealKeys(second, previousSecret, {})
  expect(await canOpenSigningKeys()).toBe(true)
})

it('a process that opens no key is not ready', async () => {
  for (const each of [tenant, other]) await sealKeys(each, otherSecret)
  expect(await canOpenSigningKeys()).toBe(false)
})

it('a process is not ready while another accepts the secret of a key that it cannot open', async () => {
  await sealKeys(other, otherSecret)
  expect(await canOpenSigningKeys()).toBe(true)
  await addProcess([otherSecret])
  expect(await canOpenSigningKeys()).toBe(false)
})

describe('processes that start at once', () => {
  const owner = new pg.Client({ connectionString: process.env['MIGRATION_DATABASE_URL'] })

  beforeAll(() => owner.connect())
  afterAll(() => owner.end())

  /** A copy of the module is a process of its own. It accepts the secret that the keys are sealed with. */
  async function newProcess(secret: string) {
    vi.resetModules()
    vi.stubEnv('FOYER_SECRET', secret)
    vi.stubEnv('FOYER_SECRET_PREVIOUS', env().secret)
    const copy = await import('@/lib/env')
    copy.env()
    vi.unstubAllEnvs()
    return import('./process-secrets')
  }

  it('do not both register if they do not accept each other’s secret', async () => {
    const one = await newProcess('the secret of one process, for tests')
    const another = await newProcess(otherSecret)
    await owner.query('BEGIN; LOCK foyer.processes IN SHARE MODE')
    const both = Promise.all([one.registerIfFit(), another.registerIfFit()])
    const waiting = `SELECT FROM pg_locks
      WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    await expect.poll(async () => (await owner.query(waiting)).rowCount).toBe(2)
    await owner.query('ROLLBACK')
    expect((await both).toSorted()).toEqual([null, 'processes'])
    expect(await owner.query('SELECT FROM foyer.processes')).toHaveProperty('rowCount', 1)
  })

  it('wait for one that does not end as for a database that may still come', async () => {
    await owner.query(`SELECT pg_advisory_lock(hashtextextended('processes that start', 0))`)
    await expect(registerIfFit()).rejects.toMatchObject({ code: 'unavailable' })
    await owner.query('SELECT pg_advisory_unlock_all()')
    expect(await registerIfFit()).toBeNull()
  })

  it('fit without being registered where the database takes no writes', async () => {
    const database = await FailingDatabase.connect()
    expect(await database.whileWritesFail('foyer.processes', '25006', registerIfFit)).toBeNull()
    await database.disconnect()
    expect(await owner.query('SELECT FROM foyer.processes')).toHaveProperty('rowCount', 0)
  })
})

it('a process that has served its last request counts no more', async () => {
  const ids = () => tenant.read((tx) => tx.$queryRaw<unknown[]>`SELECT FROM foyer.processes`)
  await registerProcess()
  expect(await ids()).toHaveLength(1)
  await unregisterProcess()
  await registerProcess()
  expect(await ids()).toHaveLength(0)
})
