import { z } from 'zod'
import type { LogStream } from '@/lib/domain/log-streams/log-stream'
import { streamCategories } from '@/lib/domain/log-streams/log-stream-categories'
import { contentFormats, type HttpSinkInput } from '@/lib/domain/log-streams/log-stream-input'
import { literalFlag } from './literal'
import { invalidInput, notFoundOf } from './problem'

const text = z.string()
const example = { endpoint: 'https://logs.lumen.test/foyer', id: 'lst_4fTqVw1rKz8mB2xP', name: 'Warehouse' }

const filters = z
  .array(
    z.strictObject({
      type: z.literal('category', 'Only filters of type category are supported.'),
      name: z.enum(streamCategories, 'This category does not exist.').meta({ example: 'auth.login.fail' }),
    }),
  )
  .max(100)
  .describe('Only events of these categories are sent; all if there are none.')

const header = z.strictObject({
  header: text.max(200).meta({ example: 'x-source' }),
  value: text.max(5000).optional().describe('Without it, the present value stays. Never returned.'),
})

const sink = z
  .strictObject({
    httpEndpoint: text
      .max(5000)
      .optional()
      .describe('Required for type http: a public https URL.')
      .meta({ example: example.endpoint }),
    httpContentType: text.max(1000).optional().meta({ example: 'application/json' }),
    httpContentFormat: z
      .enum(contentFormats)
      .optional()
      .describe('Defaults to JSONLINES. JSONOBJECT sends each event in a separate request.'),
    httpAuthorization: text
      .max(5000)
      .optional()
      .describe(
        'The Authorization header; empty for none. Never returned. Must be sent again with an endpoint of another origin.',
      ),
    httpCustomHeaders: z.array(header).max(100).optional(),
  })
  .meta({
    example: {
      httpEndpoint: example.endpoint,
      httpContentFormat: 'JSONLINES',
      httpAuthorization: 'Bearer 1q2w3e',
    },
  })

const name = text.max(1000).meta({ example: example.name })
const isPriority = literalFlag(false, 'There are no priority log streams.')

export const newLogStream = z.strictObject({
  type: z
    .enum(['http', 'file'], 'The supported types are http and file.')
    .describe(
      '`file` is a Foyer extension: it writes into the folder that the server’s settings name, and has an empty sink.',
    ),
  name: name.optional(),
  sink,
  filters: filters.optional(),
  isPriority,
  startFrom: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Events from this time on. Defaults to now.')
    .meta({ example: '2026-11-01T00:00:00.000Z' }),
})

export const changedLogStream = z
  .strictObject({
    name,
    status: z
      .enum(['active', 'paused', 'suspended'])
      .describe(
        '`suspended` is accepted only if the stream is suspended already: Foyer suspends a stream that keeps failing.',
      )
      .meta({ example: 'paused' }),
    sink,
    filters,
    isPriority,
  })
  .partial()

export const logStreamAnswer = z.strictObject({
  id: text.meta({ example: example.id }),
  name: text.meta({ example: example.name }),
  type: z.enum(['http', 'file']),
  status: z.enum(['active', 'paused', 'suspended']),
  isPriority: z.literal(false),
  filters: z.array(
    z.strictObject({ type: z.literal('category'), name: text.meta({ example: 'auth.login.fail' }) }),
  ),
  sink: z.strictObject({
    httpEndpoint: text.optional().meta({ example: example.endpoint }),
    httpContentType: text.optional().meta({ example: 'application/json' }),
    httpContentFormat: z.enum(contentFormats).optional(),
    httpCustomHeaders: z
      .array(z.strictObject({ header: text.meta({ example: 'x-source' }) }))
      .optional()
      .describe('Without their values.'),
  }),
})

/** @returns null for type file, which has no settings @throws ApiProblem 400 */
export function sinkInput({
  type,
  sink,
}: Pick<z.output<typeof newLogStream>, 'type' | 'sink'>): HttpSinkInput | null {
  if (type === 'http') {
    if (sink.httpEndpoint === undefined)
      throw invalidInput('body', 'Missing required property: httpEndpoint', ['sink'])
    return changedSinkInput(sink)
  }
  if (Object.keys(sink).length === 0) return null
  throw invalidInput('body', 'A log stream of type file has no settings', ['sink'])
}

export function changedSinkInput(given: z.output<typeof sink>): HttpSinkInput {
  return {
    endpoint: given.httpEndpoint,
    contentType: given.httpContentType,
    contentFormat: given.httpContentFormat,
    authorization: given.httpAuthorization,
    customHeaders: given.httpCustomHeaders?.map(({ header: name, value }) => ({ name, value })),
  }
}

export function categoriesIn(given: z.output<typeof filters>): string[] {
  return given.map((filter) => filter.name)
}

export function logStreamWire({
  id,
  name,
  state,
  categories,
  sink,
}: LogStream): z.input<typeof logStreamAnswer> {
  return {
    id,
    name,
    type: sink === null ? 'file' : 'http',
    status: state,
    isPriority: false,
    filters: categories.map((category) => ({ type: 'category', name: category })),
    sink: sink === null ? {} : sinkWire(sink),
  }
}

function sinkWire({ endpoint, contentType, contentFormat, headerNames }: NonNullable<LogStream['sink']>) {
  const custom = headerNames.filter((header) => header !== 'authorization').map((header) => ({ header }))
  return {
    httpEndpoint: endpoint,
    httpContentType: contentType,
    httpContentFormat: contentFormat,
    ...(custom.length === 0 ? {} : { httpCustomHeaders: custom }),
  }
}

export const noLogStream = notFoundOf('The log stream does not exist', 'inexistent_log_stream')
