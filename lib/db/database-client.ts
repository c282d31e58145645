import type { Writable } from 'node:stream'
import pg from 'pg'
import { traceStatement } from '../tracing.ts'

/** For what any server that is there answers at once. */
const promptMilliseconds = 1000

const globals = globalThis as typeof globalThis & { foyerClients?: Set<DatabaseClient> }

/** All that are connected. Next bundles this module more than once, and the copies share them. */
const connected = (globals.foyerClients ??= new Set())

/**
 * A connection that does not wait for ever for a server that has vanished. Where one breaks, those that wait for nothing are
 * asked for an answer, so that the next statements are not sent to a server that is gone.
 */
export class DatabaseClient extends pg.Client {
  /** All that was sent is answered. */
  private isQuiet = true
  private isConnected = false
  private isClosing = false
  private isProbed = false

  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('connect', () => {
      this.isConnected = true
      connected.add(this)
    })
    this.on('drain', () => (this.isQuiet = true))
    // Without a listener, a lost connection would end the process. Its statements fail, too.
    this.on('error', () => undefined)
    this.once('end', () => {
      connected.delete(this)
      if (this.isConnected && !this.isClosing) probeQuiet()
    })
  }

  override query(...given: unknown[]): never {
    this.isQuiet = false
    const query = super.query.bind(this) as (...sent: unknown[]) => unknown
    return traceStatement(given, (sent) => query(...sent)) as never
  }

  override end(): Promise<void>
  override end(callback: (error: Error) => void): void
  override end(callback?: (error: Error) => void): unknown {
    this.isClosing = this.isQuiet
    if (!this.isQuiet) this.stream.destroy()
    setTimeout(() => this.stream.destroy(), promptMilliseconds).unref()
    return (super.end as (callback?: (error: Error) => void) => unknown).call(this, callback)
  }

  /** Outside of a transaction. If there is no answer, the connection is closed. */
  probeIfQuiet(): void {
    if (!this.isQuiet || this.isProbed || this.getTransactionStatus() !== 'I') return
    this.isProbed = true
    super
      .query(prompt('SELECT'))
      .catch(() => undefined)
      .finally(() => (this.isProbed = false))
  }

  /** Of `pg`, whose types leave it out. With TLS, it is another one once the connection is open. */
  protected get stream(): Writable {
    return (this as unknown as { connection: { stream: Writable } }).connection.stream
  }
}

function probeQuiet(): void {
  for (const client of connected) client.probeIfQuiet()
}

/** A statement that waits less than others for its answer. */
export function prompt(
  text: string,
  milliseconds = promptMilliseconds,
): pg.QueryConfig & { query_timeout: number } {
  return { text, query_timeout: milliseconds }
}
