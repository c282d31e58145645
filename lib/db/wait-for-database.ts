import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { isUnavailable } from '../errors.ts'
import { isDatabaseUnavailable } from './database-error.ts'

interface WantedDatabase<T> {
  url: string
  variable: 'DATABASE_URL' | 'MIGRATION_DATABASE_URL'
  /** Done once it answers, and again if it has stopped answering meanwhile. */
  prepare: () => Promise<T>
}

/** Of the connection, and of the first answer. */
const timeout = 5000
const pauseMilliseconds = 500
const reminderMilliseconds = 10_000

/**
 * Waits without an end, with a line that says so, while the database may still come. @returns what was prepared
 * @throws Error with one line that says why it cannot be used
 */
export async function waitForDatabase<T>({ url, variable, prepare }: WantedDatabase<T>): Promise<T> {
  let remindAt = 0
  for (;;) {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: timeout,
      query_timeout: timeout,
    })
    try {
      await connect(client, variable)
      return await prepare()
    } catch (error) {
      if (!mayStillCome(error)) throw error
      if (performance.now() >= remindAt) {
        const where = `${client.host}:${client.port}`
        process.stdout.write(`Waiting for the database at ${where}: ${textOf(error)}\n`)
        remindAt = performance.now() + reminderMilliseconds
      }
    }
    await pause(pauseMilliseconds)
  }
}

async function connect(client: pg.Client, variable: string): Promise<void> {
  client.on('error', () => undefined)
  try {
    await client.connect()
    // A pooler connects for itself.
    await client.query('SELECT')
  } catch (error) {
    if (mayStillCome(error)) throw error
    throw new Error(`The database of ${variable} cannot be used: ${textOf(error)}`, { cause: error })
  } finally {
    void client.end().catch(() => undefined)
  }
}

/** Also where its socket is missing. */
function mayStillCome(error: unknown): boolean {
  const isRefused = error instanceof Error && 'syscall' in error && error.syscall === 'connect'
  return isRefused || isUnavailable(error) || isDatabaseUnavailable(error)
}

/** The text of the deepest cause: the error itself may have only the sentence that requests get. */
function textOf(error: unknown): string {
  const { code = '', message = '', cause } = error as { code?: string; message?: string; cause?: unknown }
  if (cause instanceof Error) return textOf(cause)
  return (message || code).trim().split('\n').at(-1) ?? code
}
