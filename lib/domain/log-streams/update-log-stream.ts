import type { TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import { type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { change, unchanged } from '@/lib/db/transaction'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { type Changes, changesOf } from '../changes-of'
import { parseOptional } from '../text/parse-input'
import { hostOf } from '../webhooks/webhook'
import { asLogStream, type LogStream, logStreamColumns, targetOf } from './log-stream'
import { keepsHeaders, nextHeaders, openHeaders, sealHeaders } from './log-stream-headers'
import {
  type HttpSinkInput,
  logStreamName,
  parseCategories,
  type ParsedSink,
  parseSink,
} from './log-stream-input'

const perStream: Limit = { name: 'log_stream_resumption', points: 60, seconds: 60 * 60 }

/** Undefined fields stay unchanged. */
interface LogStreamChanges {
  id: string
  name?: string | undefined
  /** `suspended` only where it is so already. */
  state?: LogStream['state'] | undefined
  categories?: readonly string[] | undefined
  /** Of a stream by HTTP only. */
  sink?: HttpSinkInput | undefined
}

/**
 * Of a stream that sends to another origin than before, the values of its headers have to be given again: otherwise callers
 * who may not see them could have them sent to a server of their own.
 * @throws DomainError not_found, too_many; invalid, at the field; conflict at `custom_headers` if they have changed since they were read
 */
export async function updateLogStream(
  access: TenantAccess<'update:log_streams'>,
  { id, state, ...given }: LogStreamChanges,
): Promise<LogStream> {
  const { tenantId } = access
  const input = {
    name: parseOptional(logStreamName, given.name, 'name'),
    categories: given.categories && parseCategories(given.categories),
  }
  const sinkInput = given.sink && parseSink(given.sink)
  if (state === 'active') await reserve(perStream, `${tenantId} ${id}`)
  return change(access, async (tx) => {
    const present = await lockLogStream(tx, tenantId, id)
    const sink = sinkInput && (await nextSink({ tenantId, streamId: id }, present, sinkInput))
    const changes = changesOf(settings, present, { ...input, ...sink?.settings })
    const stateChange = nextState(present.state, state)
    const secrets = sink?.headers
    const events = eventsOf(present, { changes, areHeadersGiven: secrets !== undefined, stateChange })
    const [first, ...others] = events
    if (first === undefined) return unchanged(asLogStream(present))
    const isSinkChanged = secrets !== undefined || changes.after.endpoint !== undefined
    const row = await tx.logStream.update({
      where: { tenantId_id: { tenantId, id } },
      data: { ...changes.after, ...secrets, ...(isSinkChanged ? atOnce : {}), ...stateChange?.row },
      select: logStreamColumns,
    })
    return { result: asLogStream(row), events: [first, ...others] }
  })
}

const settings = ['name', 'categories', 'endpoint', 'contentType', 'contentFormat', 'headerNames'] as const

/** A batch that is being sent is sent again. */
const atOnce = { lease: null, leasedUntil: null, holdUntil: null, failingSince: null }

type Present = Awaited<ReturnType<typeof lockLogStream>>

/** @throws DomainError not_found */
async function lockLogStream(tx: Tx, tenantId: string, id: string) {
  await tx.$queryRaw`SELECT id FROM log_streams WHERE tenant_id = ${tenantId} AND id = ${id} FOR UPDATE`
  const row = await tx.logStream.findUnique({
    where: { tenantId_id: { tenantId, id } },
    select: { ...logStreamColumns, sealedHeaders: true },
  })
  if (row === null) throw notFound()
  return row
}

async function nextSink(
  of: { tenantId: string; streamId: string },
  present: Present,
  { authorization, customHeaders, presentHeaders, ...input }: ParsedSink,
) {
  if (present.endpoint === null) throw invalid('sink', 'A log stream of type file has no settings.')
  const given = { authorization, customHeaders }
  const { endpoint = present.endpoint } = input
  const isElsewhere = new URL(endpoint).origin !== new URL(present.endpoint).origin
  if (isElsewhere && keepsHeaders(present.headerNames, given))
    throw invalid('authorization_secret', enterAgain)
  if (authorization === undefined && customHeaders === undefined) return { settings: input }
  if (customHeaders !== undefined) assertAsRead(present.headerNames, presentHeaders)
  const opened = await openHeaders(of, present.sealedHeaders)
  const headers = await sealHeaders(of, nextHeaders(opened ?? {}, given))
  return { settings: { ...input, headerNames: headers.headerNames }, headers }
}

/** By names alone: a value that another caller has set meanwhile stays, unless it is given here, too. */
function assertAsRead(names: readonly string[], read: readonly string[] | undefined): void {
  if (read === undefined) return
  const custom = names.filter((name) => name !== 'authorization')
  if (new Set(custom).symmetricDifference(new Set(read)).size === 0) return
  throw new DomainError('conflict', changedMeanwhile, { field: 'custom_headers' })
}

const changedMeanwhile =
  'The custom headers changed while you were editing them. Check them, and enter new values again.'

const enterAgain =
  'The URL leads to another host than before. Enter the authorization and the values of the headers again, or remove them.'

interface StateChange {
  type: 'log_stream.paused' | 'log_stream.resumed'
  row: Partial<Pick<LogStream, 'state' | 'failingSince' | 'problem' | 'status'> & { holdUntil: null }>
}

function nextState(present: string, wanted: LogStream['state'] | undefined): StateChange | null {
  if (wanted === undefined || wanted === present) return null
  if (wanted === 'suspended') throw invalid('status', 'A log stream cannot be suspended. Pause it.')
  if (wanted === 'paused') return { type: 'log_stream.paused', row: { state: 'paused' } }
  const row = { state: wanted, failingSince: null, holdUntil: null, problem: null, status: null }
  return { type: 'log_stream.resumed', row }
}

type Settings = Pick<Present, (typeof settings)[number]>

function eventsOf(
  { id, name }: Present,
  {
    changes,
    areHeadersGiven,
    stateChange,
  }: { changes: Changes<Settings>; areHeadersGiven: boolean; stateChange: StateChange | null },
): Event[] {
  const { before, after } = changes
  const target = targetOf({ id, name: after.name ?? name })
  const isChanged = areHeadersGiven || Object.keys(after).length > 0
  const details = {
    before: audited(before),
    after: audited(after),
    ...(areHeadersGiven ? { headersReplaced: true } : {}),
  }
  return [
    ...(isChanged ? [{ type: 'log_stream.changed', target, details } as const] : []),
    ...(stateChange ? [{ type: stateChange.type, target }] : []),
  ]
}

function audited({ endpoint, ...others }: Partial<Settings>) {
  return { ...others, ...(endpoint ? { host: hostOf(endpoint) } : {}) }
}
