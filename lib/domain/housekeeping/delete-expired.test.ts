import { expect, it } from 'vitest'
import type { Tx } from '@/lib/db/prisma'
import { raw, sql } from '@/lib/db/sql'
import { newId } from '@/lib/ids'
import { createFullTenant } from '@/test/fixtures/full-tenant'
import { createTestTenant } from '@/test/fixtures/tenant'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import { cleanUpTenant } from './run-cleanup'

/** What ends the rows of each table. */
const ended = {
  token_artifacts: `expires_at = now() - interval '40 days'`,
  authorizations: `expires_at = now() - interval '40 days'`,
  pending_sign_ins: `expires_at = now() - interval '40 days'`,
  email_proofs: `created_at = now() - interval '40 days'`,
  sessions: `expires_at = now() - interval '40 days'`,
  mails: `created_at = now() - interval '40 days', state = 'sent'`,
  organization_slugs: `held_until = now() - interval '40 days'`,
  join_requests: `closed_at = now() - interval '40 days'`,
  support_accesses: `ends_at = now() - interval '40 days'`,
  webhooks: `state = 'deleted'`,
  webhook_deliveries: `created_at = now() - interval '40 days'`,
  sso_tickets: `expires_at = now() - interval '40 days'`,
  directory_requests: `occurred_at = now() - interval '40 days'`,
}
const tables = Object.keys(ended).map((table) => raw(table))

it('deletes no row that another process has locked, does not wait for it, and leaves none afterwards', async () => {
  const { tenant } = await createFullTenant()
  await tenant.write(async (tx) => {
    for (const [table, change] of Object.entries(ended))
      expect(await tx.$executeRaw(sql`UPDATE ${raw(table)} SET ${raw(change)}`), table).toBeGreaterThan(0)
  })
  const before = await tenant.read(countsIn)
  await tenant.read(async (tx) => {
    for (const table of tables) await tx.$queryRaw(sql`SELECT FROM ${table} FOR UPDATE`)
    await cleanUpTenant(tenant.tenantId)
  })
  expect(await tenant.read(countsIn)).toEqual(before)
  await cleanUpTenant(tenant.tenantId)
  expect(await tenant.read(countsIn)).toEqual(tables.map(() => 0))
})

async function countsIn(tx: Tx): Promise<number[]> {
  const counts: number[] = []
  for (const table of tables) {
    const [row] = await tx.$queryRaw<[{ count: number }]>(sql`SELECT count(*)::int AS count FROM ${table}`)
    counts.push(row.count)
  }
  return counts
}

it('holds no row of one table while it waits for a row of another', async () => {
  const tenant = await createTestTenant()
  const user = await tenant.createUser()
  const authorizationId = newId('authorization')
  const [held, free] = ['held', 'free']
  await tenant.write(async (tx) => {
    const { id: clientId } = await tx.client.create({
      data: { id: newId('client'), name: 'Web', appType: 'spa', tokenEndpointAuthMethod: 'none' },
    })
    const { id: userId, sessionId } = user
    const made = { id: authorizationId, clientId, userId, sessionId, payload: {}, expiresAt: daysAgo(2) }
    await tx.authorization.create({ data: { ...made, connectionId: tenant.connection('password') } })
    const code = { kind: 'AuthorizationCode', payload: {}, expiresAt: daysAgo(1) }
    await tx.tokenArtifact.createMany({
      data: [
        { ...code, idHash: held, authorizationId },
        { ...code, idHash: free },
      ],
    })
  })
  const lock = (tx: Tx, idHash: string) =>
    tx.$queryRaw<unknown[]>`SELECT id_hash FROM token_artifacts WHERE id_hash = ${idHash} FOR UPDATE`
  const cleanups: Promise<void>[] = []
  await tenant.read(async (tx) => {
    expect(await lock(tx, held)).toHaveLength(1)
    cleanups.push(cleanUpTenant(tenant.tenantId))
    // The authorization is deleted with its code, which is held here.
    await waitForLockWaiter(tx)
    expect(await lock(tx, free)).toEqual([])
  })
  await Promise.all(cleanups)
  expect(await tenant.read((tx) => tx.authorization.count({ where: { id: authorizationId } }))).toBe(0)
})

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 86_400_000)
}
