import { setTimeout as pause } from 'node:timers/promises'
import { sidePool } from './lock-pool'

const maxWaitMilliseconds = 30_000
/** Not started yet, or too busy. The pool’s timeout has no code, only a message. */
const temporary = /^(ECONNREFUSED|ECONNRESET|57P03)$|timeout/i

/** @throws Error with one line that says why the database cannot be used */
export async function waitForDatabase(): Promise<void> {
  const deadline = Date.now() + maxWaitMilliseconds
  for (;;) {
    const problem = await sidePool()
      .query('SELECT')
      .then(() => null, problemOf)
    if (problem === null) return
    if (!problem.isTemporary || Date.now() > deadline)
      throw new Error(`The database of DATABASE_URL cannot be used: ${problem.text}`)
    await pause(500)
  }
}

function problemOf(error: unknown): { text: string; isTemporary: boolean } {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const text = (message || code).split('\n', 1)[0] ?? code
  return { text, isTemporary: temporary.test(code) || temporary.test(message) }
}
