import { setTimeout as pause } from 'node:timers/promises'

interface Following {
  /** Begins the line that an error leaves on stderr. */
  name: string
  /** Between two looks at the log. */
  pauseMs: number
}

/** Looks at the log again and again. @returns what stops it, after the look that is under way */
export function follow({ name, pauseMs }: Following, look: () => Promise<void>): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const following = (async () => {
    while (!signal.aborted) {
      await look().catch((error: unknown) => reportFailure(name, error))
      await pause(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  })()
  return async () => {
    stopping.abort()
    await following
  }
}

export function reportFailure(name: string, error: unknown): void {
  process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
}
