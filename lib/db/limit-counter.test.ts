import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { tooManySentence, reserve, reserveAllowance, type Limit } from './limits'
import { sidePool } from './side-pool'

const limit: Limit = { name: 'test of counting', points: 30, seconds: 10 }

function statements() {
  return vi.spyOn(sidePool(), 'query')
}

it('forty at once are two statements; thirty of them are within the limit, each with a count of its own', async () => {
  const key = randomUUID()
  await reserveAllowance(limit, 'the pool is there')
  const sent = statements()
  const first = reserveAllowance(limit, key)
  await Promise.resolve()
  const others = Array.from({ length: 39 }, () => reserveAllowance(limit, key))
  const remaining = (await Promise.all([first, ...others])).map((allowance) => allowance?.remaining)
  expect(sent).toHaveBeenCalledTimes(2)
  const within = Array.from({ length: 30 }, (_, index) => 29 - index)
  expect(remaining).toEqual([...within, ...Array.from({ length: 10 }, () => -1)])
})

it('what comes after the answer is counted by a statement of its own, and keys do not wait for each other', async () => {
  const key = randomUUID()
  const sent = statements()
  await reserve(limit, key)
  await reserve(limit, key)
  await Promise.all([reserve(limit, randomUUID()), reserve(limit, randomUUID())])
  expect(sent).toHaveBeenCalledTimes(4)
  expect((await reserveAllowance(limit, key))?.remaining).toBe(27)
})

it('one beyond the limit is refused, and the others of the same statement are not', async () => {
  const key = randomUUID()
  const outcomes = await Promise.allSettled(Array.from({ length: 31 }, () => reserve(limit, key)))
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  expect(refused).toEqual([
    { status: 'rejected', reason: expect.objectContaining({ code: 'too_many' }) as unknown },
  ])
  expect(String((refused[0] as PromiseRejectedResult).reason)).toContain(tooManySentence(10))
})

it('requests that wait for a failing statement fail with it, and the next request is counted', async () => {
  const key = randomUUID()
  const sent = statements().mockRejectedValueOnce(new Error('Query read timeout'))
  const first = reserve(limit, key)
  await Promise.resolve()
  const outcomes = await Promise.allSettled([first, reserve(limit, key), reserve(limit, key)])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(sent).toHaveBeenCalledTimes(1)
  expect((await reserveAllowance(limit, key))?.remaining).toBe(29)
})
