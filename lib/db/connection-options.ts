import { DatabaseClient } from './database-client.ts'

/** A migration or ANALYZE can be silent for long. If the server vanishes meanwhile, only TCP keepalive notices. */
export const keepAliveOptions = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }

/** Of every pool. PostgreSQL ends a statement in time: a server that has said nothing half a second later has vanished. */
export function connectionOptions(statementMilliseconds: number) {
  return {
    ...keepAliveOptions,
    Client: DatabaseClient,
    // pg destroys the connection of a statement that was sent and has no answer in time.
    pipeline: true,
    query_timeout: statementMilliseconds + 500,
    options: `-c statement_timeout=${statementMilliseconds} -c lock_timeout=4500 -c idle_in_transaction_session_timeout=10000`,
  }
}
