import { setTimeout as pause } from 'node:timers/promises'
import { isUnavailable } from './errors'
import { log } from './log'

interface Repetition {
  /** In the log, of an error. */
  name: string
  /** Between two runs. */
  pauseMs: number
}

/** Runs `work` again and again, also after an error. @returns what stops it, after the run that has begun */
export function repeat({ name, pauseMs }: Repetition, work: () => Promise<void>): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const repeating = (async () => {
    while (!signal.aborted) {
      await work().catch((error: unknown) => reportFailure(name, error))
      await pause(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  })()
  return async () => {
    stopping.abort()
    await repeating
  }
}

/** Not while the database is unavailable, which has lines of its own. */
export function reportFailure(name: string, error: unknown): void {
  if (isUnavailable(error)) return
  log().error({ part: name, err: error }, 'A repeated task failed, and is tried again.')
}
