import { expect } from 'vitest'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import type { TestTenant } from './fixtures/tenant'
import { waitForLockWaiter } from './wait-for-lock-waiter'
import { fingerprintIn } from './fixtures/foreign-tenant'

/** Removes a permission, in its transaction. */
export type LossWork = (tx: Tx) => Promise<unknown>

/**
 * Starts an act while a loss of permission is under way, which commits once the act waits for it. Nothing may have been
 * written then but the loss.
 * @returns how the act ended
 */
export async function actAfterLoss<T>(tenant: TestTenant, loss: LossWork, act: () => Promise<T>): Promise<T> {
  const acts: Promise<T>[] = []
  const expected = await tenant.read(async (tx) => {
    await loss(tx)
    const seen = await fingerprintIn(tx, tenant, 'no organization')
    acts.push(act())
    await waitForLockWaiter(tx)
    return seen
  })
  const [ended] = await Promise.all(acts)
  expect(await tenant.read((tx) => fingerprintIn(tx, tenant, 'no organization'))).toBe(expected)
  if (ended === undefined) throw new Error('No act was started.')
  return ended
}

/** The code with which a verb refused, or `done`. */
export function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code
      throw error
    },
  )
}
