import { expect } from 'vitest'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import type { House } from './house'
import { untilSomebodyWaits } from './until-somebody-waits'
import { fingerprintIn } from './victim'

/** What takes a permission away, in its transaction. */
export type LossWork = (tx: Tx) => Promise<unknown>

/**
 * Starts an act while a loss of permission is under way, which commits once the act waits for it. Nothing may have been
 * written then but the loss.
 * @returns how the act ended
 */
export async function actBehind<T>(house: House, loss: LossWork, act: () => Promise<T>): Promise<T> {
  const acts: Promise<T>[] = []
  const expected = await house.look(async (tx) => {
    await loss(tx)
    const seen = await fingerprintIn(tx, house, 'nobody')
    acts.push(act())
    await untilSomebodyWaits(tx)
    return seen
  })
  const [ended] = await Promise.all(acts)
  expect(await house.look((tx) => fingerprintIn(tx, house, 'nobody'))).toBe(expected)
  if (ended === undefined) throw new Error('Nobody acted.')
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
