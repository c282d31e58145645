import type { LogEvent } from '@/lib/domain/audit/log-event'
import type { LogBatch } from '@/lib/domain/log-streams/claim-batch'
import type { HttpSink } from '@/lib/domain/log-streams/log-stream'
import type { BatchOutcome } from '@/lib/domain/log-streams/record-batch'
import { post } from './post'

export type RowOf = (event: LogEvent) => object

/** Of a request; at least one event is sent, however large. */
const mostBytes = 256 * 1024

/** One request for each event: no other begins after this time, so that the lease outlives them. */
const mostSecondsOfObjects = 20

interface Sending {
  rowOf: RowOf
  /** Of one request. */
  milliseconds: number
}

/** As many of the events as a request can have, or one after the other as single objects. Never throws for failures of the receiver. */
export async function sendBatch(
  { sink, headers, events }: Pick<LogBatch, 'headers' | 'events'> & { sink: HttpSink },
  { rowOf, milliseconds }: Sending,
): Promise<BatchOutcome> {
  if (headers === null) return { delivered: 0, problem: 'unreadable_headers', status: null, retryAfter: null }
  const rows = events.map((event) => JSON.stringify(rowOf(event)))
  const ask = (body: string) =>
    post(sink.endpoint, { body, headers: { ...headers, 'content-type': sink.contentType }, milliseconds })
  if (sink.contentFormat === 'JSONOBJECT') return sendEach(rows, ask)
  const sent = firstOf(rows)
  const body = sink.contentFormat === 'JSONARRAY' ? `[${sent.join(',')}]` : `${sent.join('\n')}\n`
  const outcome = await ask(body)
  return { ...outcome, delivered: outcome.problem === null ? sent.length : 0 }
}

async function sendEach(
  rows: readonly string[],
  ask: (body: string) => ReturnType<typeof post>,
): Promise<BatchOutcome> {
  const startedAt = performance.now()
  let [delivered, last]: [number, Awaited<ReturnType<typeof post>> | null] = [0, null]
  for (const row of rows) {
    if (last !== null && performance.now() - startedAt > mostSecondsOfObjects * 1000) break
    last = await ask(row)
    if (last.problem !== null) break
    delivered += 1
  }
  return { delivered, problem: null, status: null, retryAfter: null, ...last }
}

function firstOf(rows: readonly string[]): string[] {
  const first: string[] = []
  let bytes = 0
  for (const row of rows) {
    bytes += Buffer.byteLength(row) + 1
    if (first.length > 0 && bytes > mostBytes) break
    first.push(row)
  }
  return first
}
