import { expect, it, vi } from 'vitest'
import { enterUpload } from './request-queue'

it('uploads of one network start at intervals, and those that would wait longer than a second are refused', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const ended: boolean[] = []
    for (let index = 0; index < 6; index++)
      void enterUpload('203.0.113.20').then((isFree) => ended.push(isFree))
    await vi.advanceTimersByTimeAsync(0)
    expect(ended).toEqual([true])
    expect(await enterUpload('203.0.113.21')).toBe(true)
    await vi.advanceTimersByTimeAsync(300)
    expect(ended).toEqual([true, true])
    await vi.advanceTimersByTimeAsync(1000)
    expect(ended).toEqual([true, true, true, true, false, false])
  } finally {
    vi.useRealTimers()
  }
})
