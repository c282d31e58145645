import { CompactEncrypt } from 'jose'
import { beforeEach, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { derive, secretId } from '@/lib/domain/crypto/derive'
import { signingKeys } from '@/lib/domain/keys/signing-keys'
import { createTestTenant } from '@/test/fixtures/tenant'
import { takeOwnDatabase } from '@/test/own-database'
import { checkSecrets, failingPart, mayWork } from './readiness'

await takeOwnDatabase()
const tenant = await createTestTenant()

beforeEach(() => tenant.write((tx) => tx.$executeRaw`DELETE FROM foyer.processes`))

function addProcess(secrets: string[]): Promise<unknown> {
  return tenant.write(
    (tx) => tx.$executeRaw`
      INSERT INTO foyer.processes (id, secret_ids, seen_at) VALUES ('another', ${secrets.map(secretId)}, now())`,
  )
}

function processes() {
  return tenant.read((tx) => tx.$queryRaw<{ id: string }[]>`SELECT id FROM foyer.processes`)
}

it('a process whose secret another does not accept is not ready, and does not count for the others', async () => {
  await addProcess(['the secret of another process, for tests'])
  await checkSecrets()
  expect(await failingPart()).toBe('secret')
  expect(await processes()).toEqual([{ id: 'another' }])
  expect(mayWork()).toBe(false)
})

it('a process that has been ready goes on when one comes that does not accept its secret', async () => {
  await addProcess([env().secret, 'the secret of another process, for tests'])
  await checkSecrets()
  expect(await failingPart()).toBeNull()
  expect(await processes()).toHaveLength(2)
  await tenant.write((tx) => tx.$executeRaw`DELETE FROM foyer.processes`)
  await addProcess(['the secret of another process, for tests'])
  await checkSecrets()
  expect(await failingPart()).toBeNull()
})

it('a process that has been ready still counts when it is not, since it serves on', async () => {
  const another = 'the secret of another process, for tests'
  await signingKeys(tenant.tenantId)
  await checkSecrets()
  await tenant.write((tx) => tx.$executeRaw`DELETE FROM foyer.processes`)
  await addProcess([another])
  const sealed = await new CompactEncrypt(new TextEncoder().encode('a key'))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: secretId(another) })
    .encrypt(derive(another, 'signing key', tenant.tenantId))
  await tenant.write((tx) => tx.$executeRaw`UPDATE signing_keys SET sealed_private = ${sealed}`)
  await checkSecrets()
  expect(await failingPart()).toBe('secret')
  expect(await processes()).toHaveLength(2)
})
