import { fromDatabase } from './database-error'
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
  return readOnce(
    sql`SELECT foyer.caller_context(${tenantId}, ${userId}, ${sessionId}, ${slug}, ${isPage}) AS answer`,
  )
}

/** An application, as foyer.find_application has it, or null. @throws DomainError `unavailable` */
export function readApplication(tenantId: string, id: string): Promise<unknown> {
  return readOnce(sql`SELECT foyer.find_application(${tenantId}, ${id}) AS answer`)
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
export function readClientAccess(tenantId: string, asking: ClientAsking): Promise<unknown> {
  const { clientId, audience, organization, byName } = asking
  return readOnce(
    sql`SELECT foyer.client_access(${tenantId}, ${clientId}, ${audience}, ${organization}, ${byName}) AS answer`,
  )
}

/** What the OpenID provider kept, as foyer.find_artifact has it, or null. @throws DomainError `unavailable` */
export function readArtifact(tenantId: string, kind: string, idHash: string): Promise<unknown> {
  return readOnce(sql`SELECT foyer.find_artifact(${tenantId}, ${kind}, ${idHash}) AS answer`)
}

/** An authorization in force, as foyer.find_authorization has it, or null. @throws DomainError `unavailable` */
export function readAuthorization(tenantId: string, id: string): Promise<unknown> {
  return readOnce(sql`SELECT foyer.find_authorization(${tenantId}, ${id}) AS answer`)
}

/** Whether a person may have tokens, as foyer.find_account has it. @throws DomainError `unavailable` */
export function readAccount(tenantId: string, as: object): Promise<unknown> {
  return readOnce(sql`SELECT foyer.find_account(${tenantId}, ${JSON.stringify(as)}::jsonb) AS answer`)
}

/** What a person holds on an API, as foyer.sign_in_permissions has it, or null. @throws DomainError `unavailable` */
export function readHeld(tenantId: string, as: object, apiId: string): Promise<unknown> {
  return readOnce(
    sql`SELECT foyer.sign_in_permissions(${tenantId}, ${JSON.stringify(as)}::jsonb, ${apiId}) AS answer`,
  )
}

/** The API with this identifier, as foyer.find_audience has it, or null. @throws DomainError `unavailable` */
export function readAudience(tenantId: string, identifier: string): Promise<unknown> {
  return readOnce(sql`SELECT foyer.find_audience(${tenantId}, ${identifier}) AS answer`)
}

/** One statement, a function that sets the context of its own transaction: none is begun and committed around it. */
async function readOnce(statement: Sql): Promise<unknown> {
  try {
    const [row] = await prisma().$queryRaw<{ answer: unknown }[]>(statement)
    return row?.answer ?? null
  } catch (error) {
    throw fromDatabase(error)
  }
}
