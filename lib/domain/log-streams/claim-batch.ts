import { randomUUID } from 'node:crypto'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { bookkeeping, bypassRowSecurity, change, read, unchanged } from '@/lib/db/transaction'
import { logColumns, type LogEvent, logTables } from '../audit/log-event'
import { isUnread, type LogMark, readUnread, settledUntil } from '../audit/unread'
import { type HttpSink, type LogStreamType, type SinkRow, sinkOf } from './log-stream'
import { categoryOf } from './log-stream-categories'
import { type Headers, openHeaders } from './log-stream-headers'
import { testType } from './test-log-stream'

export interface DueLogStream {
  tenantId: string
  streamId: string
}

/** Of all tenants, in no order: active ones of these types that neither wait nor are being served. */
export function listDueLogStreams(types: readonly LogStreamType[]): Promise<DueLogStream[]> {
  return read(
    bypassRowSecurity('the log streams of all tenants are served', ''),
    (tx) => tx.$queryRaw<DueLogStream[]>`
      SELECT s.tenant_id AS "tenantId", s.id AS "streamId" FROM log_streams s
      WHERE s.type = ANY (${[...types]}) AND ${isDue}
      ORDER BY random()`,
  )
}

const isDue = sql`s.state = 'active' AND coalesce(s.hold_until <= now(), true)
  AND coalesce(s.leased_until <= now(), true)`

/** Held by one process, until it is recorded or its lease ends. */
export interface LogBatch extends DueLogStream {
  lease: string
  /** Null for files. */
  sink: HttpSink | null
  /** Null: they cannot be opened. */
  headers: Headers | null
  /** The oldest first; at least one. */
  events: (LogEvent & LogMark)[]
  /** The last that was read, also of those that are not sent. */
  end: LogMark
}

/** Events, including those that are not sent. */
const largestBatch = 100

/** Longer than a batch takes. */
const leaseSeconds = 60

/**
 * The next events of the log that the stream sends, up to the oldest running transaction. The row is locked only here: while
 * they are sent, the lease keeps other processes away.
 * @returns null if there are none, or another process has it; `none chosen` if there may be more
 */
export function claimBatch({ tenantId, streamId }: DueLogStream): Promise<LogBatch | 'none chosen' | null> {
  const access = bypassRowSecurity('events of the log are claimed for a log stream', tenantId)
  return change<LogBatch | 'none chosen' | null>(access, async (tx) => {
    const until = await settledUntil(tx)
    const stream = await lockUnread(tx, { tenantId, streamId, until })
    if (stream === undefined) return unchanged(null)
    const found = await readUnread<LogEvent>(tx, {
      tenantId,
      organizationId: null,
      after: { at: stream.readUntil, id: stream.readId },
      until,
      take: largestBatch,
      columns: logColumns,
      tables: logTables,
    })
    const end = found.at(-1)
    if (end === undefined) return unchanged(null)
    const events = found.filter((event) => isChosen(event, { streamId, ...stream }))
    if (events.length === 0) {
      await tx.$executeRaw`
        UPDATE log_streams SET read_until = ${end.at}::timestamptz, read_id = ${end.id}
        WHERE tenant_id = ${tenantId} AND id = ${streamId}`
      return bookkeeping('none chosen')
    }
    const lease = randomUUID()
    await tx.$executeRaw`
      UPDATE log_streams SET lease = ${lease}, leased_until = now() + make_interval(secs => ${leaseSeconds}::int)
      WHERE tenant_id = ${tenantId} AND id = ${streamId}`
    const headers = await openHeaders({ tenantId, streamId }, stream.sealedHeaders)
    return bookkeeping({ tenantId, streamId, lease, sink: sinkOf(stream), headers, events, end })
  })
}

interface UnreadStream extends SinkRow {
  categories: string[]
  sealedHeaders: string | null
  readUntil: string
  readId: string
}

async function lockUnread(
  tx: Tx,
  { tenantId, streamId, until }: DueLogStream & { until: string },
): Promise<UnreadStream | undefined> {
  const after = { at: sql`s.read_until`, id: sql`s.read_id` }
  const [stream] = await tx.$queryRaw<UnreadStream[]>`
    SELECT s.categories, s.endpoint, s.content_type AS "contentType", s.content_format AS "contentFormat",
      s.header_names AS "headerNames", s.sealed_headers AS "sealedHeaders", s.read_until::text AS "readUntil",
      s.read_id AS "readId"
    FROM log_streams s
    WHERE s.tenant_id = ${tenantId} AND s.id = ${streamId} AND ${isDue}
      AND EXISTS (SELECT FROM audit_events e WHERE ${isUnread({ tenantId, after, until })})
    FOR UPDATE OF s SKIP LOCKED`
  return stream
}

function isChosen(
  { type, target }: LogEvent,
  { streamId, categories }: { streamId: string; categories: readonly string[] },
): boolean {
  if (categories.length === 0 || categories.includes(categoryOf(type))) return true
  return type === testType && target?.id === streamId
}
