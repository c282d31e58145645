import { setTimeout as pause } from 'node:timers/promises'

interface Following {
  /** Begins the line that an error leaves on stderr. */
  name: string
  /** Between two reads of the log. */
  pauseMs: number
}

/** Reads the log repeatedly. @returns what stops it, after the read that is running */
export function follow({ name, pauseMs }: Following, readLog: () => Promise<void>): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const following = (async () => {
    while (!signal.aborted) {
      await readLog().catch((error: unknown) => reportFailure(name, error))
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
