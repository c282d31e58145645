import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BoundedQueue, type Leave } from './bounded-queue'

const milliseconds = 1500

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function makeQueue({ width = 1, waiting = 2 } = {}): BoundedQueue {
  return new BoundedQueue({ width, waiting })
}

async function entered(entering: Promise<Leave | null>): Promise<Leave> {
  const leave = await entering
  if (!leave) throw new Error('There is no slot.')
  return leave
}

it('runs as many as its width, and gives each free slot to the next in the order of arrival', async () => {
  const queue = makeQueue({ width: 2 })
  const first = await entered(queue.enter())
  const second = await entered(queue.enter())
  const order: string[] = []
  const third = queue.enter().then((leave) => (order.push('third'), leave))
  const fourth = queue.enter().then((leave) => (order.push('fourth'), leave))
  second()
  await third
  first()
  await fourth
  expect(order).toEqual(['third', 'fourth'])
})

it('refuses at once when too many wait, and accepts again when there is room', async () => {
  const queue = makeQueue()
  const first = await entered(queue.enter())
  const waiting = [queue.enter(), queue.enter()]
  expect(queue.refuses(null)).toBe(true)
  expect(await queue.enter()).toBeNull()
  first()
  for (const entering of waiting) (await entered(entering))()
  expect(queue.refuses(null)).toBe(false)
  expect(await queue.enter()).not.toBeNull()
})

it('refuses a caller that has waited for the whole time, and not before', async () => {
  const queue = makeQueue()
  const leave = await entered(queue.enter())
  const outcome = vi.fn()
  const late = queue.enter()
  void late.then(outcome)
  await vi.advanceTimersByTimeAsync(milliseconds - 1)
  expect(outcome).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(await late).toBeNull()
  leave()
  expect(await queue.enter()).not.toBeNull()
})

it('gives no slot to a caller that has gone, before or while waiting', async () => {
  const queue = makeQueue({ waiting: 1 })
  const leave = await entered(queue.enter())
  const gone = new AbortController()
  const waiting = queue.enter({ gone: gone.signal })
  gone.abort()
  expect(await waiting).toBeNull()
  expect(queue.refuses(null)).toBe(false)
  leave()
  expect(await queue.enter({ gone: gone.signal })).toBeNull()
  expect(await queue.enter()).not.toBeNull()
})

it('a slot that is released twice is one slot', async () => {
  const queue = makeQueue({ waiting: 0 })
  const leave = await entered(queue.enter())
  leave()
  leave()
  expect(await queue.enter()).not.toBeNull()
  expect(await queue.enter()).toBeNull()
})

it('leaves no timer behind', async () => {
  const queue = makeQueue()
  const leave = await entered(queue.enter())
  const next = queue.enter()
  leave()
  ;(await entered(next))()
  expect(vi.getTimerCount()).toBe(0)
})

describe('of a network', () => {
  const stranger = '203.0.113.1'
  const enterFrom = (queue: BoundedQueue, network: string) => queue.enter({ network })

  it('at most a quarter runs and a quarter waits, while slots are free', async () => {
    const queue = makeQueue({ width: 8, waiting: 8 })
    const running = [await entered(enterFrom(queue, stranger)), await entered(enterFrom(queue, stranger))]
    const waiting = [enterFrom(queue, stranger), enterFrom(queue, stranger)]
    expect(queue.refuses(stranger)).toBe(true)
    expect(await enterFrom(queue, stranger)).toBeNull()
    expect(await enterFrom(queue, '203.0.113.2')).not.toBeNull()
    for (const leave of running) leave()
    for (const entering of waiting) (await entered(entering))()
    expect(queue.refuses(stranger)).toBe(false)
  })

  it('one slot and one place to wait are the least', async () => {
    const queue = makeQueue({ width: 1, waiting: 2 })
    const leave = await entered(enterFrom(queue, stranger))
    const waiting = enterFrom(queue, stranger)
    expect(await enterFrom(queue, stranger)).toBeNull()
    leave()
    expect(await waiting).not.toBeNull()
  })

  it('a free slot goes to the network whose last turn was the longest ago', async () => {
    const queue = makeQueue({ width: 1, waiting: 16 })
    const first = await entered(enterFrom(queue, stranger))
    const order: string[] = []
    const enterAndLeave = async (network: string, name: string) => {
      const leave = await entered(enterFrom(queue, network))
      order.push(name)
      leave()
    }
    const all = [
      enterAndLeave(stranger, 'stranger'),
      enterAndLeave(stranger, 'stranger again'),
      enterAndLeave('203.0.113.2', 'second'),
      enterAndLeave('203.0.113.3', 'third'),
      enterAndLeave('203.0.113.2', 'second again'),
    ]
    first()
    await Promise.all(all)
    expect(order).toEqual(['second', 'third', 'stranger', 'second again', 'stranger again'])
  })

  it('when all places are taken, the last of the network with the most gives way to a network with fewer', async () => {
    const queue = makeQueue({ width: 1, waiting: 8 })
    const leave = await entered(enterFrom(queue, 'running'))
    const served: string[] = []
    const wait = async (network: string, name = network) => {
      const leaveNext = await enterFrom(queue, network)
      if (leaveNext) served.push(name)
      leaveNext?.()
    }
    const waiting = ['a', 'b', 'c', 'd'].flatMap((network) => [
      wait(network),
      wait(network, `${network} again`),
    ])
    expect(queue.refuses('a')).toBe(true)
    expect(queue.refuses('newcomer')).toBe(false)
    waiting.push(wait('newcomer'))
    leave()
    await Promise.all(waiting)
    // A refusal is the last turn of its network.
    expect(served).toEqual(['b', 'c', 'd', 'newcomer', 'a', 'b again', 'c again', 'd again'])
  })

  it('when each network waits once, one that had its turn gives way to one that had none', async () => {
    const queue = makeQueue({ width: 1, waiting: 4 })
    const outcomes = new Map<string, boolean>()
    const wait = async (network: string) => {
      const leave = await enterFrom(queue, network)
      outcomes.set(network, leave !== null)
      leave?.()
    }
    for (const network of ['a', 'b', 'c', 'd']) await wait(network)
    const leave = await entered(enterFrom(queue, 'running'))
    const waiting = ['a', 'b', 'c', 'd', 'newcomer'].map(wait)
    leave()
    await Promise.all(waiting)
    expect(Object.fromEntries(outcomes)).toEqual({ a: true, b: true, c: true, d: false, newcomer: true })
  })
})

describe('run', () => {
  it('runs at most `width` at once, and all of them in the end', async () => {
    const queue = makeQueue({ width: 2, waiting: 50 })
    let running = 0
    let most = 0
    const work = async (number: number) => {
      most = Math.max(most, ++running)
      await Promise.resolve()
      running--
      return number
    }
    const done = await Promise.all(Array.from({ length: 50 }, (_, number) => queue.run(() => work(number))))
    expect(most).toBe(2)
    expect(done).toEqual(Array.from({ length: 50 }, (_, number) => number))
  })

  it('refuses with unavailable when too many wait, and accepts work again afterwards', async () => {
    const queue = makeQueue({ width: 1, waiting: 1 })
    const first = gate()
    const running = queue.run(() => first.promise)
    const waiting = queue.run(async () => 'second')
    await expect(queue.run(async () => 'third')).rejects.toMatchObject({
      code: 'unavailable',
      retryAfter: 5,
    })
    first.open()
    await running
    expect(await waiting).toBe('second')
    expect(await queue.run(async () => 'fourth')).toBe('fourth')
  })

  it('runs the next work after one that fails', async () => {
    const queue = makeQueue({ width: 1, waiting: 5 })
    const first = gate()
    const failing = queue.run(() => first.promise)
    const next = queue.run(async () => 'next')
    first.fail(new Error('broken'))
    await expect(failing).rejects.toThrow('broken')
    expect(await next).toBe('next')
  })
})

function gate() {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  return { promise, open: () => resolve(undefined), fail: reject }
}

it('counts what runs, waits and was refused, and not who left', async () => {
  const queue = makeQueue()
  expect(queue.counts()).toEqual({ running: 0, waiting: 0, refused: 0 })
  const leave = await queue.enter({ network: null })
  const gone = new AbortController()
  const left = queue.enter({ network: null, gone: gone.signal })
  expect(queue.counts()).toEqual({ running: 1, waiting: 1, refused: 0 })
  gone.abort()
  await left
  expect(queue.counts()).toEqual({ running: 1, waiting: 0, refused: 0 })
  const late = queue.enter({ network: null })
  await vi.advanceTimersByTimeAsync(milliseconds)
  expect(await late).toBeNull()
  expect(queue.counts()).toEqual({ running: 1, waiting: 0, refused: 1 })
  leave?.()
  expect(queue.counts()).toEqual({ running: 0, waiting: 0, refused: 1 })
})
