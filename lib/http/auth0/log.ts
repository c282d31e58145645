import { z } from 'zod'
import type { LogEvent, LogTerm } from '@/lib/domain/audit/log-event'
import { sentenceOf } from '@/lib/domain/audit/sentences'
import { acme, address, adminRole, ann, ben, browser, moment } from './example'
import { readLogQuery } from './log-query'
import { codeOf } from './log-types'
import { offsetOf, pagingQuery } from './paging'
import { notFoundOf } from './problem'

const { page, per_page, include_totals, take, from } = pagingQuery
const sort = z.enum(['date:1', 'date:-1']).default('date:-1').describe('Defaults to the newest first.')

const terms = z
  .string()
  .max(2000)
  .default('')
  .transform((text, context): LogTerm[] => {
    const found = readLogQuery(text)
    if (typeof found !== 'string') return found
    context.addIssue(found)
    return z.NEVER
  })
  .describe('field:value, several joined with AND.')

export const userLogsQuery = z.object({ page, per_page, include_totals, sort })

export const logsQuery = userLogsQuery.extend({
  from: from.describe(
    'The log_id after which to continue, oldest first. All other parameters except take are ignored.',
  ),
  take,
  q: terms.meta({ example: 'type:(f OR s) AND user_name:ann*' }),
  search: terms.describe('The older name of q.'),
})

const logId = 'log_01kb1m6k8r0000h3v9x2c7w5n4q8t6zs'
const party = z.strictObject({
  kind: z.string(),
  id: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
})

export const logAnswer = z.strictObject({
  log_id: z.string().meta({ example: logId }),
  _id: z.string().describe('The same as log_id.').meta({ example: logId }),
  date: z.iso.datetime().meta({ example: moment }),
  type: z
    .string()
    .describe('Auth0’s code of the event type; `sapi` for any change in the tenant.')
    .meta({ example: 'sapi' }),
  description: z.string().meta({ example: 'changed a member’s roles' }),
  client_id: z.string().optional(),
  client_name: z.string().optional(),
  connection_id: z.string().optional(),
  ip: z.string().optional().meta({ example: address }),
  user_agent: z.string().optional().meta({ example: browser }),
  user_id: z.string().optional().meta({ example: ann.id }),
  user_name: z.string().optional().meta({ example: ann.email }),
  organization_id: z.string().optional().meta({ example: acme.id }),
  organization_name: z.string().optional().meta({ example: acme.slug }),
  isMobile: z.literal(false),
  details: z
    .looseObject({
      event: z.string().describe('Foyer’s name of the event type.'),
      request_id: z.string().optional(),
      actor: party,
      target: party.optional(),
    })
    .meta({
      example: {
        event: 'member.roles_changed',
        request_id: 'b1946ac9-2492-4d23-87c6-235b4d261118',
        actor: { kind: 'user', ...ann },
        target: { kind: 'user', ...ben },
        before: ['Member'],
        after: [adminRole.name],
      },
    }),
})

export const logsAnswer = z.union([
  z.array(logAnswer),
  z.strictObject({
    start: z.int(),
    limit: z.int(),
    length: z.int(),
    total: z.int(),
    logs: z.array(logAnswer),
  }),
])

type LogsPage = z.output<typeof userLogsQuery>

/** @throws ApiProblem 400 after the 1,000th row */
export function searchOf(query: LogsPage, terms: readonly LogTerm[]) {
  const { take, skip } = offsetOf(query)
  const { include_totals: isCounted = false } = query
  return { take, skip, isCounted, terms, isOldestFirst: query.sort === 'date:1' }
}

export function logsWire(query: LogsPage, found: { rows: LogEvent[]; total: number }) {
  const logs = found.rows.map(logWire)
  if (!query.include_totals) return logs
  const { page = 0, per_page: limit = 50 } = query
  return { start: page * limit, limit, length: logs.length, total: found.total, logs }
}

/** The user id in an event about an email address that no user has. */
const unknownUser = 'unknown'

export function logWire(event: LogEvent): z.input<typeof logAnswer> {
  const { id, type, client, organization } = event
  const own = z.record(z.string(), z.unknown()).safeParse(event.details).data ?? {}
  const { connectionId } = own
  return {
    log_id: id,
    _id: id,
    date: event.occurredAt.toISOString(),
    type: codeOf(type),
    description: sentenceOf(type),
    isMobile: false,
    ...present('client_id', client?.id),
    ...present('client_name', client?.name),
    ...present('connection_id', typeof connectionId === 'string' ? connectionId : undefined),
    ...present('ip', event.ip),
    ...present('user_agent', event.userAgent),
    ...userWire(event),
    ...present('organization_id', organization?.id),
    ...present('organization_name', organization?.slug),
    details: { ...own, ...detailsWire(event) },
  }
}

/** The actor if that is a user, otherwise the target if that is a user. */
function userWire({ actor, target }: LogEvent) {
  const user = [actor, target].find((one) => one?.kind === 'user')
  return {
    ...present('user_id', user?.id === unknownUser ? undefined : user?.id),
    ...present('user_name', user?.email ?? user?.name),
  }
}

function detailsWire({ type, requestId, actor, target }: LogEvent) {
  return {
    event: type,
    ...present('request_id', requestId),
    actor: partyWire(actor),
    ...(target === null ? {} : { target: partyWire(target) }),
  }
}

function partyWire({ kind, id, name, email }: LogEvent['actor']): z.input<typeof party> {
  return { kind, ...present('id', id), ...present('name', name), ...present('email', email) }
}

function present<K extends string>(key: K, value: string | null | undefined): { [P in K]?: string } {
  if (value === null || value === undefined) return {}
  const one: { [P in K]?: string } = {}
  one[key] = value
  return one
}

export const noLog = notFoundOf('The log event does not exist.', 'inexistent_log')
