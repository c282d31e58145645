import type { TenantAccess } from '../access'
import { fromDatabase } from './database-error'
import { readingContext, refusalOf } from './request-context'
import { ofServer, requestAddress } from './request-address'
import { connections } from './prisma'
import { sql, type Sql } from './sql'

/** Not checked yet against the database. */
export interface CookieClaim {
  tenantId: string
  userId: string
  sessionId: string
}

/** As foyer.caller_context; null if the session has ended. `page` null: the session alone. @throws unavailable */
export function readCallerContext(
  { tenantId, userId, sessionId }: CookieClaim,
  page: { slug: string | null } | null,
): Promise<unknown> {
  const [slug, isPage] = [page?.slug ?? null, page !== null]
  return oneStatement(
    sql`SELECT foyer.caller_context(${tenantId}, ${userId}, ${sessionId}, ${slug}, ${isPage}) AS answer
      FROM foyer.set_request_address(${requestAddress()})`,
  )
}

/** As foyer.note_seen: at most once a minute, and can be repeated. @throws unavailable */
export async function writeSeen(
  { tenantId, userId, sessionId }: CookieClaim,
  organizationId: string | null,
): Promise<void> {
  await oneStatement(
    sql`SELECT foyer.note_seen(${tenantId}, ${userId}, ${sessionId}, ${organizationId})::text AS answer`,
  )
}

/** As foyer.find_application, or null. @throws DomainError unavailable */
export function readApplication(tenantId: string, id: string): Promise<unknown> {
  return oneStatement(sql`SELECT foyer.find_application(${tenantId}, ${id}) AS answer`)
}

export interface TokenUse {
  clientId?: string | undefined
  /** Used for the first time today. */
  secretHash?: string | undefined
  /** The first token of the application as itself. */
  isFirstOfClient?: boolean
  /** The API whose first token it is. */
  firstOfApi?: string
}

/** As foyer.note_token_use; can be repeated. @throws DomainError unavailable */
export async function writeTokenUse(tenantId: string, use: TokenUse): Promise<void> {
  const { clientId = null, secretHash = null, isFirstOfClient = false, firstOfApi = null } = use
  await oneStatement(
    sql`SELECT foyer.note_token_use(${tenantId}, ${clientId}, ${secretHash}, ${isFirstOfClient}::boolean,
      ${firstOfApi})::text AS answer`,
  )
}

export interface ClientAsking {
  clientId: string
  audience: string
  organization: string | null
  byName: boolean
}

/** As foyer.client_access. @throws DomainError unavailable */
export function readClientAccess(tenantId: string, context: ClientAsking): Promise<unknown> {
  const { clientId, audience, organization, byName } = context
  return oneStatement(
    sql`SELECT foyer.client_access(${tenantId}, ${clientId}, ${audience}, ${organization}, ${byName}) AS answer`,
  )
}

/** As foyer.find_artifact, or null. @throws DomainError unavailable */
export function readArtifact(tenantId: string, kinds: readonly string[], idHash: string): Promise<unknown> {
  return oneStatement(
    sql`SELECT foyer.find_artifact(${tenantId}, ${[...kinds]}::text[], ${idHash}) AS answer`,
  )
}

/** As foyer.find_authorization, or null if not in force. @throws DomainError unavailable */
export function readAuthorization(tenantId: string, id: string): Promise<unknown> {
  return oneStatement(sql`SELECT foyer.find_authorization(${tenantId}, ${id}) AS answer`)
}

interface AccountAsking {
  /** As foyer.account reads it. */
  as: object
  /** The API of the tokens. */
  audience: string | null
  /** The request is sent by the server of an application, not from where its user is. */
  isFromServer: boolean
}

/** As foyer.find_account. @throws DomainError unavailable */
export function readAccount(
  tenantId: string,
  { as, audience, isFromServer }: AccountAsking,
): Promise<unknown> {
  const address = isFromServer ? ofServer : requestAddress()
  return oneStatement(
    sql`SELECT foyer.find_account(${tenantId}, ${JSON.stringify(as)}::jsonb, ${audience}) AS answer
      FROM foyer.set_request_address(${address})`,
  )
}

/** As foyer.find_named_organization, or null. @throws DomainError unavailable */
export function readNamedOrganization(tenantId: string, name: string, byName: boolean): Promise<unknown> {
  return oneStatement(sql`SELECT foyer.find_named_organization(${tenantId}, ${name}, ${byName}) AS answer`)
}

/** As foyer.find_audience, or null. @throws DomainError unavailable */
export function readAudience(tenantId: string, identifier: string): Promise<unknown> {
  return oneStatement(sql`SELECT foyer.find_audience(${tenantId}, ${identifier}) AS answer`)
}

export interface StoredArtifact {
  kind: string
  idHash: string
  authorizationId: string | null
  payload: object
  expiresAt: Date
}

/** Replaces a row of the same kind and hash. @throws DomainError unavailable */
export async function writeArtifact(tenantId: string, artifact: StoredArtifact): Promise<void> {
  const { kind, idHash, authorizationId, payload, expiresAt } = artifact
  await oneStatement(
    sql`SELECT foyer.save_artifact(${tenantId}, ${kind}, ${idHash}, ${authorizationId}, ${JSON.stringify(payload)}::jsonb,
      ${expiresAt})::text AS answer`,
    { isWrite: true },
  )
}

/** True for the first call, false for every later one. @throws DomainError unavailable */
export async function writeConsumption(tenantId: string, kind: string, idHash: string): Promise<boolean> {
  const isFirst = await oneStatement(
    sql`SELECT foyer.consume_artifact(${tenantId}, ${kind}, ${idHash}) AS answer`,
    { isWrite: true },
  )
  return isFirst === true
}

/** As foyer.find_directory, or null. @throws DomainError unavailable */
export function readDirectoryToken(
  tenantId: string,
  { connectionId, tokenHash }: { connectionId: string; tokenHash: string },
): Promise<unknown> {
  return oneStatement(sql`SELECT foyer.find_directory(${tenantId}, ${connectionId}, ${tokenHash}) AS answer`)
}

/** As foyer.find_sso_ticket, or null. @throws DomainError unavailable */
export function readSsoTicket(tenantId: string, ticketHash: string): Promise<unknown> {
  return oneStatement(sql`SELECT foyer.find_sso_ticket(${tenantId}, ${ticketHash}) AS answer`)
}

/** As foyer.find_connection_owner; checks the access. @throws DomainError not_held, sign_in_again, unavailable */
export function readConnectionOwner(access: TenantAccess, connectionId: string): Promise<unknown> {
  return oneStatement(
    sql`SELECT foyer.find_connection_owner(${readingContext(access)}::jsonb, ${connectionId}) AS answer`,
  )
}

/** As foyer.log_directory_request. @throws DomainError unavailable */
export async function writeDirectoryRequest(tenantId: string, request: object): Promise<void> {
  await oneStatement(
    sql`SELECT foyer.log_directory_request(${tenantId}, ${JSON.stringify(request)}::jsonb)::text AS answer`,
    { isWrite: true },
  )
}

/**
 * Without BEGIN and COMMIT, and without Prisma, which takes half of the CPU that a statement costs here. A write is never
 * repeated: if the connection breaks, it may have been committed.
 */
async function oneStatement(
  { text, values }: Sql,
  { isWrite }: { isWrite: boolean } = { isWrite: false },
): Promise<unknown> {
  try {
    const { pool, statementName } = connections()
    const name = statementName({ sql: text })
    const { rows } = await pool.query<{ answer: unknown }>({ name, text, values })
    return rows[0]?.answer ?? null
  } catch (error) {
    throw refusalOf(error) ?? fromDatabase(error, { isOutcomeUnknown: isWrite })
  }
}
