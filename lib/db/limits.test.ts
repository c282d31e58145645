import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DomainError } from '@/lib/errors'
import { giveBack, reserve, type Limit } from './limits'

const ten: Limit = { name: 'test_ten', points: 10, seconds: 60 }

describe('a limit', () => {
  it('allows exactly its number of attempts, however many arrive at once', async () => {
    const key = randomUUID()
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => reserve(ten, key)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  })

  it('says when it may work again', async () => {
    const key = randomUUID()
    await Promise.all(Array.from({ length: 10 }, () => reserve(ten, key)))
    const refusal = await reserve(ten, key).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(DomainError)
    expect(refusal).toMatchObject({ code: 'too_many' })
    expect((refusal as DomainError).retryAfter).toBeGreaterThan(50)
    expect((refusal as DomainError).message).toMatch(/^Too many attempts\. Try again in \d+ seconds\.$/)
  })

  it('counts each key by itself', async () => {
    const [one, other] = [randomUUID(), randomUUID()]
    await Promise.all(Array.from({ length: 10 }, () => reserve(ten, one)))
    await expect(reserve(ten, other)).resolves.toBeUndefined()
  })

  it('does not count an attempt that was given back', async () => {
    const key = randomUUID()
    await Promise.all(Array.from({ length: 10 }, () => reserve(ten, key)))
    await giveBack(ten, key)
    await expect(reserve(ten, key)).resolves.toBeUndefined()
    await expect(reserve(ten, key)).rejects.toThrow('Too many attempts')
  })
})
