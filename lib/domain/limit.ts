import { BoundedQueue } from '@/lib/bounded-queue'
import { unavailable } from '@/lib/unavailable'

type Limited = <T>(work: () => Promise<T>) => Promise<T>

/** Below two seconds, in which whoever is refused hears of it. */
const waitMilliseconds = 1500

/**
 * Runs at most `width` works at once and lets at most `waiting` others wait, each for 1.5 seconds; beyond that,
 * `unavailable`.
 */
export function limitTo(width: number, waiting: number): Limited {
  const queue = new BoundedQueue({ width, waiting, milliseconds: waitMilliseconds })
  return async function limited(work) {
    const leave = await queue.enter()
    if (!leave) throw unavailable()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
