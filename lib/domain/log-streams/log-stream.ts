import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { type AttemptProblem, explainAttempt } from '../webhooks/webhook'
import type { ContentFormat } from './log-stream-input'

export type LogStreamType = 'http' | 'file'

export interface HttpSink {
  endpoint: string
  contentType: string
  contentFormat: ContentFormat
  /** In lower case, `authorization` among them. Their values are never shown. */
  headerNames: string[]
}

export interface LogStream {
  id: string
  name: string
  /** `suspended`: by Foyer, since it failed for long. */
  state: 'active' | 'paused' | 'suspended'
  /** Null for a stream into files. */
  sink: HttpSink | null
  /** Empty for all events. */
  categories: string[]
  deliveredAt: Date | null
  /** The first failure since the last success. */
  failingSince: Date | null
  /** Why the last attempt failed, as a code. */
  problem: string | null
  /** Of the response to it. */
  status: number | null
  createdAt: Date
}

export const logStreamColumns = {
  id: true,
  name: true,
  state: true,
  categories: true,
  endpoint: true,
  contentType: true,
  contentFormat: true,
  headerNames: true,
  deliveredAt: true,
  failingSince: true,
  problem: true,
  status: true,
  createdAt: true,
} as const

export interface SinkRow {
  endpoint: string | null
  contentType: string | null
  contentFormat: string | null
  headerNames: string[]
}

export function asLogStream<Row extends SinkRow & { state: string }>(
  row: Row,
): Omit<Row, keyof SinkRow> & Pick<LogStream, 'state' | 'sink'> {
  const { endpoint, contentType, contentFormat, headerNames, ...others } = row
  const state = row.state === 'paused' || row.state === 'suspended' ? row.state : 'active'
  return { ...others, state, sink: sinkOf({ endpoint, contentType, contentFormat, headerNames }) }
}

export function sinkOf({ endpoint, contentType, contentFormat, headerNames }: SinkRow): HttpSink | null {
  if (endpoint === null || contentType === null) return null
  const format = contentFormat === 'JSONARRAY' || contentFormat === 'JSONOBJECT' ? contentFormat : 'JSONLINES'
  return { endpoint, contentType, contentFormat: format, headerNames }
}

/** @throws DomainError not_found */
export async function readLogStream(tx: Tx, tenantId: string, id: string): Promise<LogStream> {
  const row = await tx.logStream.findUnique({
    where: { tenantId_id: { tenantId, id } },
    select: logStreamColumns,
  })
  if (row === null) throw notFound()
  return asLogStream(row)
}

export function targetOf({ id, name }: { id: string; name: string }): NonNullable<Event['target']> {
  return { kind: 'log_stream', id, name }
}

/** Why a batch was not delivered. */
export type StreamProblem =
  | Exclude<AttemptProblem, 'no_event' | 'too_old' | 'unreadable_secret'>
  | 'unreadable_headers'
  | 'disk_full'
  | 'folder_full'
  | 'folder_unusable'

const sentences: Partial<Record<string, string>> = {
  unreadable_headers: 'The authorization and the headers cannot be read any more. Enter them again.',
  disk_full: 'The disk is full.',
  folder_full:
    'The files of the last days have reached the largest size allowed. Remove those that were collected.',
  folder_unusable: 'The folder does not exist, or Foyer cannot write to it.',
}

export function explainStreamProblem(problem: string): string {
  return sentences[problem] ?? explainAttempt(problem)
}
