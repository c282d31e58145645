const [minute, hour] = [60, 3600]

/** The waits after each failed attempt of a series, in seconds, as Standard Webhooks suggests: ten attempts in three days. */
const waits = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

/** The longest that a receiver can ask for. */
const longestWait = 24 * hour

/** How long a receiver that fails can hold its deliveries, in seconds. */
const [shortestHold, longestHold] = [5, 10 * minute]

/**
 * After a number of failed attempts; null if there is no other. A tenth is added at random, so that what failed together is
 * not sent together. `asked`: the receiver’s Retry-After, in seconds.
 */
export function secondsToNext(failed: number, asked: number | null): number | null {
  const wait = waits[failed - 1]
  if (wait === undefined) return null
  return Math.ceil(Math.max(wait * (1 + Math.random() / 10), Math.min(asked ?? 0, longestWait)))
}

/**
 * For all deliveries to a receiver that cannot be reached or asks to wait: as long again as it has failed, in seconds. So
 * the holds get longer, however many deliveries wait.
 */
export function secondsToHold(failing: number, asked: number | null): number {
  if (asked !== null) return Math.min(asked, longestWait)
  return Math.min(Math.max(failing, shortestHold), longestHold)
}
