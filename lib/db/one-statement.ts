import { fromDatabase } from './database-error'
import { refusalOf } from './request-context'
import { prisma } from './prisma'
import { sql, type Sql } from './sql'

/** The person that a cookie names, and the session by which they say they act. */
export interface CookieClaim {
  tenantId: string
  userId: string
  sessionId: string
}

/**
 * What the database knows of the person behind a cookie: as foyer.caller_context has it, or null where the session no
 * longer lives.
 * @param page null for the session alone; with the slug of the organization that a page is about, if it is about one
 * @throws DomainError `unavailable` where the database cannot serve now
 */
export function readCallerContext(
  { tenantId, userId, sessionId }: CookieClaim,
  page: { slug: string | null } | null,
): Promise<unknown> {
  const [slug, isPage] = [page?.slug ?? null, page !== null]
  return oneStatement(
    sql`SELECT foyer.caller_context(${tenantId}, ${userId}, ${sessionId}, ${slug}, ${isPage}) AS answer`,
  )
}

/** An application, as foyer.find_application has it, or null. @throws DomainError `unavailable` */
export function readApplication(tenantId: string, id: string): Promise<unknown> {
  return oneStatement(sql`SELECT foyer.find_application(${tenantId}, ${id}) AS answer`)
}

export interface ClientAsking {
  clientId: string
  /** The identifier of an API. */
  audience: string
  /** The organization that the client names, or null. */
  organization: string | null
  /** Whether it may be named by its slug. */
  byName: boolean
}

/** What a machine may do, as foyer.client_access has it. @throws DomainError `unavailable` */
export function readClientAccess(tenantId: string, context: ClientAsking): Promise<unknown> {
  const { clientId, audience, organization, byName } = context
  return oneStatement(
    sql`SELECT foyer.client_access(${tenantId}, ${clientId}, ${audience}, ${organization}, ${byName}) AS answer`,
  )
}

/** What the OpenID provider stored, as foyer.find_artifact has it, or null. @throws DomainError `unavailable` */
export function readArtifact(tenantId: string, kinds: readonly string[], idHash: string): Promise<unknown> {
  return oneStatement(
    sql`SELECT foyer.find_artifact(${tenantId}, ${[...kinds]}::text[], ${idHash}) AS answer`,
  )
}

/** An authorization in force, as foyer.find_authorization has it, or null. @throws DomainError `unavailable` */
export function readAuthorization(tenantId: string, id: string): Promise<unknown> {
  return oneStatement(sql`SELECT foyer.find_authorization(${tenantId}, ${id}) AS answer`)
}

/**
 * Whether a person may have tokens, as foyer.find_account has it.
 * @param audience the identifier of the API that they are for, or null
 * @throws DomainError `unavailable`
 */
export function readAccount(tenantId: string, as: object, audience: string | null): Promise<unknown> {
  return oneStatement(
    sql`SELECT foyer.find_account(${tenantId}, ${JSON.stringify(as)}::jsonb, ${audience}) AS answer`,
  )
}

/** An organization, as foyer.find_named_organization has it, or null. @throws DomainError `unavailable` */
export function readNamedOrganization(tenantId: string, name: string, byName: boolean): Promise<unknown> {
  return oneStatement(sql`SELECT foyer.find_named_organization(${tenantId}, ${name}, ${byName}) AS answer`)
}

/** The API with this identifier, as foyer.find_audience has it, or null. @throws DomainError `unavailable` */
export function readAudience(tenantId: string, identifier: string): Promise<unknown> {
  return oneStatement(sql`SELECT foyer.find_audience(${tenantId}, ${identifier}) AS answer`)
}

/** What the OpenID provider stores. */
export interface StoredArtifact {
  kind: string
  idHash: string
  authorizationId: string | null
  payload: object
  expiresAt: Date
}

/** Stores it, or replaces what has its kind and hash. @throws DomainError `unavailable` */
export async function writeArtifact(tenantId: string, artifact: StoredArtifact): Promise<void> {
  const { kind, idHash, authorizationId, payload, expiresAt } = artifact
  await oneStatement(
    sql`SELECT foyer.save_artifact(${tenantId}, ${kind}, ${idHash}, ${authorizationId}, ${JSON.stringify(payload)}::jsonb,
      ${expiresAt})::text AS answer`,
    { isWrite: true },
  )
}

/** Marks it as used: true for the first call, false for every later one. @throws DomainError `unavailable` */
export async function writeConsumption(tenantId: string, kind: string, idHash: string): Promise<boolean> {
  const isFirst = await oneStatement(
    sql`SELECT foyer.consume_artifact(${tenantId}, ${kind}, ${idHash}) AS answer`,
    { isWrite: true },
  )
  return isFirst === true
}

/**
 * Calls a function that sets the context of its own transaction, without BEGIN and COMMIT around it. A write is never
 * repeated: when the connection breaks, it is unknown whether it was committed.
 */
async function oneStatement(
  statement: Sql,
  { isWrite }: { isWrite: boolean } = { isWrite: false },
): Promise<unknown> {
  try {
    const [row] = await prisma().$queryRaw<{ answer: unknown }[]>(statement)
    return row?.answer ?? null
  } catch (error) {
    throw refusalOf(error) ?? fromDatabase(error, { isOutcomeUnknown: isWrite })
  }
}
