import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lockTenant } from '../tenants/lock-tenant'
import { parseInput } from '../text/parse-input'
import { hostOf } from '../webhooks/webhook'
import { asLogStream, type LogStream, logStreamColumns, targetOf } from './log-stream'
import { nextHeaders, sealHeaders } from './log-stream-headers'
import { type HttpSinkInput, logStreamName, parseCategories, parseSink } from './log-stream-input'

const mostLogStreams = 10

interface LogStreamInput {
  name: string
  /** Null for a stream into files. */
  sink: HttpSinkInput | null
  categories: readonly string[]
  /** Events from then on; from now on if undefined. */
  startFrom?: Date | undefined
}

/**
 * The permission includes what the stream sends: the whole log of the tenant.
 * @throws DomainError invalid, at the field; conflict for an eleventh
 */
export async function createLogStream(
  access: TenantAccess<'create:log_streams'>,
  input: LogStreamInput,
): Promise<LogStream> {
  const { tenantId } = access
  const id = newId('logStream')
  const name = parseInput(logStreamName, input.name, 'name')
  const categories = parseCategories(input.categories)
  const sink = input.sink && (await sinkRow({ tenantId, streamId: id }, input.sink))
  const { startFrom } = input
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    if ((await tx.logStream.count({ where: { tenantId } })) >= mostLogStreams) throw tooMany()
    const type = sink === null ? 'file' : 'http'
    const row = await tx.logStream.create({
      data: { id, name, categories, type, ...sink, ...(startFrom && { readUntil: startFrom }) },
      select: logStreamColumns,
    })
    const details = { after: { name, type, categories, ...(sink && { host: hostOf(sink.endpoint) }) } }
    const target = targetOf({ id, name })
    return { result: asLogStream(row), events: [{ type: 'log_stream.created', target, details }] }
  })
}

async function sinkRow(of: { tenantId: string; streamId: string }, input: HttpSinkInput) {
  const {
    endpoint,
    contentType = 'application/json',
    contentFormat = 'JSONLINES',
    ...secrets
  } = parseSink(input)
  if (endpoint === undefined) throw invalid('endpoint', 'Enter the URL.')
  const headers = await sealHeaders(of, nextHeaders({}, secrets))
  return { endpoint, contentType, contentFormat, ...headers }
}

function tooMany(): DomainError {
  const sentence = `There can be at most ${mostLogStreams} log streams. Delete another one first.`
  return new DomainError('conflict', sentence)
}
