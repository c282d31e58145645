import { setTimeout as after } from 'node:timers/promises'

/** By key, what everybody waits for who comes next. */
const lines = new Map<string, Promise<unknown>>()

/**
 * One after the other within this process, where they have the same key: who waits holds nothing meanwhile.
 * @param line.patience in milliseconds, beyond which somebody gives up with what `tooLong` makes
 */
export async function withAdvisoryLock<T>(
  { key, patience, tooLong }: { key: string; patience: number; tooLong: () => Error },
  work: () => Promise<T>,
): Promise<T> {
  const before = lines.get(key)
  const own = Promise.withResolvers<null>()
  const last = Promise.all([before, own.promise])
  lines.set(key, last)
  try {
    if (before && !(await endsWithin(before, patience))) throw tooLong()
    return await work()
  } finally {
    own.resolve(null)
    if (lines.get(key) === last) lines.delete(key)
  }
}

async function endsWithin(waited: Promise<unknown>, patience: number): Promise<boolean> {
  const alarm = new AbortController()
  const expired = after(patience, false, { signal: alarm.signal }).catch(() => false)
  const ended = await Promise.race([waited.then(() => true), expired])
  alarm.abort()
  return ended
}
