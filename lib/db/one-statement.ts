import { fromDatabase } from './database-error'
import { connections } from './prisma'
import { refusalOf, requestAddress } from './request-context'
import { queryShared } from './shared-connections'

/** What a cookie says. Not checked yet against the database. */
export interface CookieClaim {
  tenantId: string
  userId: string
  sessionId: string
}

/** Functions of the schema foyer that set their own context and check what they must: no transaction begins before them. */
type SelfContained = (typeof reads)[number] | RepeatableWrite | (typeof otherWrites)[number]
const reads = [
  'caller_context',
  'client_access',
  'find_account',
  'find_application',
  'find_artifact',
  'find_audience',
  'find_authorization',
  'find_connection_owner',
  'find_directory',
  'find_named_organization',
  'find_sso_ticket',
] as const
type RepeatableWrite = 'note_seen' | 'note_token_use'
/** If the connection breaks, they may have been committed. */
const otherWrites = ['consume_artifact', 'log_directory_request', 'save_artifact'] as const

interface Row {
  answer: unknown
}

/**
 * Without BEGIN and COMMIT, and without Prisma, which takes half of the CPU that a statement costs here.
 * @param from where the function finds the request to come from: its address, or the server of an application, where no user is
 * @throws DomainError unavailable, and as the function does
 */
export async function callFunction(
  name: SelfContained,
  values: readonly (string | boolean | object | null)[],
  from?: 'address' | 'server',
): Promise<unknown> {
  const parameters = values.map((_, index) => `$${index + 1}`).join(', ')
  const address = from === undefined ? [] : [from === 'server' ? from : requestAddress()]
  const call = `SELECT foyer.${name}(${parameters}) AS answer`
  const text = from === undefined ? call : `${call} FROM foyer.set_request_address($${values.length + 1})`
  try {
    const { pool, statementName } = connections()
    const statement = { name: statementName({ sql: text }), text, values: [...values, ...address] }
    const isRead = reads.some((read) => read === name)
    const { rows } = await (isRead ? queryShared<Row>(statement) : pool.query<Row>(statement))
    return rows[0]?.answer ?? null
  } catch (error) {
    const isOutcomeUnknown = otherWrites.some((write) => write === name)
    throw refusalOf(error) ?? fromDatabase(error, { isOutcomeUnknown })
  }
}
