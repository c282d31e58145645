import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StaggeredStart, StaggeredStartOfNetworks } from './staggered-start'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Asks for this many turns; the numbers of those that have begun are in the list. */
function askFor(start: StaggeredStart, count: number): number[] {
  const begun: number[] = []
  for (let number = 0; number < count; number++) void start.turn().then(() => begun.push(number))
  return begun
}

describe('a staggered start', () => {
  it('lets the first group begin at once, and the next after each pause, in order', async () => {
    const begun = askFor(new StaggeredStart({ groupSize: 2, pauseMilliseconds: 4 }), 5)
    await vi.advanceTimersByTimeAsync(0)
    expect(begun).toEqual([0, 1])
    await vi.advanceTimersByTimeAsync(4)
    expect(begun).toEqual([0, 1, 2, 3])
    await vi.advanceTimersByTimeAsync(4)
    expect(begun).toEqual([0, 1, 2, 3, 4])
  })

  it('starts again without a pause when nothing waits', async () => {
    const start = new StaggeredStart({ groupSize: 2, pauseMilliseconds: 4 })
    askFor(start, 3)
    await vi.advanceTimersByTimeAsync(12)
    expect(vi.getTimerCount()).toBe(0)
    const begun = askFor(start, 2)
    await vi.advanceTimersByTimeAsync(0)
    expect(begun).toEqual([0, 1])
  })

  it('has larger groups for a longer queue, so that the last one starts after about 100 groups', async () => {
    const begun = askFor(new StaggeredStart({ groupSize: 2, pauseMilliseconds: 4 }), 1002)
    await vi.advanceTimersByTimeAsync(4)
    expect(begun).toHaveLength(2 + 10)
    await vi.advanceTimersByTimeAsync(100 * 4)
    expect(begun).toHaveLength(1002)
  })
})

describe('a staggered start of networks', () => {
  it('lets one network wait for itself alone', async () => {
    const starts = new StaggeredStartOfNetworks({ groupSize: 1, pauseMilliseconds: 10 })
    const begun: string[] = []
    for (const network of ['a', 'a', 'b', 'a']) void starts.turn(network).then(() => begun.push(network))
    await vi.advanceTimersByTimeAsync(0)
    expect(begun).toEqual(['a', 'b'])
    await vi.advanceTimersByTimeAsync(20)
    expect(begun).toEqual(['a', 'b', 'a', 'a'])
    await vi.advanceTimersByTimeAsync(10)
    expect(vi.getTimerCount()).toBe(0)
  })
})
