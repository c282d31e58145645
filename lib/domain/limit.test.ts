import { describe, expect, it } from 'vitest'
import { limitTo } from './limit'

function gate() {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  return { promise, open: () => resolve(undefined), fail: reject }
}

describe('limitTo', () => {
  it('runs no more than its width at once, and all in the end', async () => {
    const limited = limitTo(2, 50)
    let running = 0
    let most = 0
    const work = async (number: number) => {
      most = Math.max(most, ++running)
      await Promise.resolve()
      running--
      return number
    }
    const done = await Promise.all(Array.from({ length: 50 }, (_, number) => limited(() => work(number))))
    expect(most).toBe(2)
    expect(done).toEqual(Array.from({ length: 50 }, (_, number) => number))
  })

  it('refuses with unavailable when too many wait, and takes work again afterwards', async () => {
    const limited = limitTo(1, 1)
    const first = gate()
    const running = limited(() => first.promise)
    const waiting = limited(async () => 'second')
    await expect(limited(async () => 'third')).rejects.toMatchObject({
      code: 'unavailable',
      retryAfter: 5,
    })
    first.open()
    await running
    expect(await waiting).toBe('second')
    expect(await limited(async () => 'fourth')).toBe('fourth')
  })

  it('a work that fails gives its place to the next', async () => {
    const limited = limitTo(1, 5)
    const first = gate()
    const failing = limited(() => first.promise)
    const next = limited(async () => 'next')
    first.fail(new Error('broken'))
    await expect(failing).rejects.toThrow('broken')
    expect(await next).toBe('next')
  })
})
