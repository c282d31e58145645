import { setTimeout as pause } from 'node:timers/promises'
import { isUnavailable } from './errors'

interface Repetition {
  /** Begins the line that an error leaves on stderr. */
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

/** Not while the database is unavailable, which has lines of its own that begin with `database:`. */
export function reportFailure(name: string, error: unknown): void {
  if (isUnavailable(error)) return
  process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
}
