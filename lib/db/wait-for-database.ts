import { setTimeout as pause } from 'node:timers/promises'
import { sidePool } from './lock-pool'

const patienceInMilliseconds = 30_000
/** A server that is not up yet, or too busy to answer in time. */
const passing = /^(ECONNREFUSED|ECONNRESET|57P03)$|timeout/i

/**
 * Waits for a database that starts beside us, or is busy.
 * @throws Error with one line that says why it cannot be used
 */
export async function waitForDatabase(): Promise<void> {
  const deadline = Date.now() + patienceInMilliseconds
  for (;;) {
    const problem = await sidePool()
      .query('SELECT')
      .then(() => null, problemOf)
    if (problem === null) return
    if (!problem.isPassing || Date.now() > deadline)
      throw new Error(`The database of DATABASE_URL cannot be used: ${problem.text}`)
    await pause(500)
  }
}

function problemOf(error: unknown): { text: string; isPassing: boolean } {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const text = (message || code).split('\n', 1)[0] ?? code
  return { text, isPassing: passing.test(code) || passing.test(message) }
}
