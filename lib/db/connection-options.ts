import { DatabaseClient } from './database-client.ts'

/** A migration or ANALYZE can be silent for long. If the server vanishes meanwhile, only TCP keepalive notices. */
export const keepAliveOptions = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }

/**
 * In milliseconds: settings of the app’s role, which bin/migrate.ts makes and a start checks. They are not sent with a
 * connection, since poolers refuse that, nor by SET, since poolers give the session to another client.
 */
export const roleTimeouts = {
  statement_timeout: 5000,
  lock_timeout: 4500,
  idle_in_transaction_session_timeout: 10_000,
}

/** Of every pool. PostgreSQL ends a statement in time: a server that has said nothing half a second later has vanished. */
export function connectionOptions(statementMilliseconds: number) {
  return {
    ...keepAliveOptions,
    Client: DatabaseClient,
    // pg destroys the connection of a statement that was sent and has no answer in time.
    pipeline: true,
    query_timeout: statementMilliseconds + 500,
  }
}
