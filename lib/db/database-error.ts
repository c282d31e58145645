import { z } from 'zod'
import { DomainError } from '../errors.ts'
import { log } from '../log.ts'
import { noteDatabaseSilent, noteServerSilent } from '../request-state.ts'
import { unavailable } from '../unavailable.ts'

/** Prisma’s codes for errors that also have a SQLSTATE. */
const sqlStates: Record<string, string> = { P2034: '40001', P2002: '23505', P2003: '23503' }

/**
 * Connection lost or refused, no resources left, starting or stopping, I/O error, read-only. Outside of transactions, which tell
 * who waits for whom, also a lock or a statement that takes too long.
 */
const unavailableState = /^(08...|53...|57P0[123]|58030|25006|55P03|57014)$/
/** Disk full, or read-only: reads still work. */
const unwritableState = /^(53100|25006)$/
/** Of a standby. Its SQLSTATE, 0A000, has other causes. */
const unloggedMessage = 'cannot access temporary or unlogged relations during recovery'
/** Prisma’s: not reached, connection closed, timeout, too many connections. Node’s: the network. */
const unavailableCode =
  /^(P1001|P1002|P1008|P1017|P2024|P2037|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
/** Errors of pg, its pool and Prisma’s transactions (P2028) that only their message distinguishes. */
const unavailableMessage = new RegExp(
  [
    'timeout exceeded when trying to connect',
    'timeout expired',
    'Connection terminated',
    'Query read timeout',
    'is not queryable',
    'Unable to start a transaction in the given time',
    'on an expired transaction',
    unloggedMessage,
  ].join('|'),
)

/** Of pg, and of its pool where it cannot connect or all connections wait; of statements sent after one without an answer. */
const silentMessage =
  /Query read timeout|connection timeout|timeout exceeded when trying to connect|Connection terminated/

/** Not where all connections of the pool are in use. */
const silentServer = /Query read timeout|due to connection timeout/

/** With these, PostgreSQL may have ended the session, or itself: also an internal error, and no resources left. */
const endOfSession = /^(08...|25P0[34]|53...|57P..|58...|XX...)?$/

const unavailableKind = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/

/** The form that adapter-pg gives a failure. Prisma wraps it, except where a transaction begins or ends. */
const adapterError = z.object({
  cause: z.object({
    kind: z.string(),
    originalCode: z.string().optional(),
    code: z.string().optional(),
  }),
})
const wrappedError = z.object({ meta: z.object({ driverAdapterError: adapterError }) })

export function sqlState(error: unknown): string | null {
  const code = codeOf(error)
  const known = code === null ? undefined : sqlStates[code]
  if (known !== undefined) return known
  const cause = adapterCause(error)
  return cause ? (cause.originalCode ?? cause.code ?? null) : code
}

function adapterCause(error: unknown): z.infer<typeof adapterError>['cause'] | null {
  const wrapped = wrappedError.safeParse(error).data?.meta.driverAdapterError
  return (wrapped ?? adapterError.safeParse(error).data)?.cause ?? null
}

/**
 * An error of PostgreSQL that leaves the connection in use: its transaction is not committed, even if it was to be. Its severity
 * would say so in the language of the server.
 */
export function isRolledBack(error: unknown): boolean {
  const isOfServer =
    (error instanceof Error && 'severity' in error) || adapterCause(error)?.originalCode !== undefined
  return isOfServer && !endOfSession.test(sqlState(error) ?? '')
}

/** `unavailable` if the database cannot serve now; any other error is a bug and returned unchanged. */
export function fromDatabase(error: unknown, given: { isOutcomeUnknown?: boolean } = {}): unknown {
  if (!isDatabaseUnavailable(error)) return error
  noteIfSilent(error)
  report(error)
  return unavailable({ ...given, cause: error })
}

/** For the error of work that several requests share, or that has a state of its own. */
export function refusedToo(error: unknown): unknown {
  if (!(error instanceof DomainError) || error.code !== 'unavailable') return error
  noteIfSilent(error.cause)
  return unavailable({ cause: error })
}

/** The request does not wait for the database again. */
function noteIfSilent(error: unknown): void {
  if (!(error instanceof Error)) return
  if (silentMessage.test(error.message)) noteDatabaseSilent()
  if (silentServer.test(error.message)) noteServerSilent()
}

export function isUnwritable(error: unknown): boolean {
  if (error instanceof Error && error.message.includes(unloggedMessage)) return true
  return unwritableState.test(sqlState(error) ?? '')
}

export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof DomainError || !(error instanceof Error)) return false
  return (
    unavailableState.test(sqlState(error) ?? '') ||
    unavailableKind.test(adapterCause(error)?.kind ?? '') ||
    unavailableCode.test(codeOf(error) ?? '') ||
    unavailableMessage.test(error.message)
  )
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

let reportedAt = 0

/** Once a second: while the database is down every request fails alike. */
function report(error: unknown): void {
  if (performance.now() - reportedAt < 1000) return
  reportedAt = performance.now()
  const text = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error)
  log().error({ part: 'database' }, text ?? 'It is unavailable.')
}
