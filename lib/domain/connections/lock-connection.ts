import type { Actor, OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change, changeLocked, type ChangeOptions, type ChangeResult } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { type AccessLevel, assertLevel, levelHere } from './access-levels'
import { asConnection, type Connection, connectionColumns, type ConnectionRow } from './read-connection'

/**
 * An organization changes only its own, as far as the operator lets it; the holder of a ticket only that of the ticket;
 * tenant level changes all. @throws DomainError not_found, not_yours_to_give
 */
export async function lockConnection(
  tx: Tx,
  access: Actor,
  { id, least }: { id: string; least: AccessLevel },
): Promise<Connection> {
  const { tenantId } = access
  assertOfTicket(access, id)
  const level = access.kind === 'organization' ? levelHere(access, sql`c.id`) : sql`'full'`
  const [locked] = await tx.$queryRaw<(ConnectionRow & { accessLevel: AccessLevel })[]>(sql`
    SELECT ${connectionColumns}, ${level} AS "accessLevel" FROM connections c
    WHERE c.tenant_id = ${tenantId} AND c.id = ${id} FOR NO KEY UPDATE OF c`)
  if (!locked) throw notFound()
  const connection = asConnection(locked)
  if (access.kind !== 'organization') return connection
  if (connection.organizationId !== access.organizationId) throw notFound()
  assertLevel(access, locked, least)
  return connection
}

/** The holder of a ticket of self-service has one connection. @throws DomainError not_found for another */
export function assertOfTicket({ caller }: Actor, id: string): void {
  if ('ssoTicketId' in caller && caller.connectionId !== id) throw notFound()
}

/** The tenant’s connections, or those of an organization, whose row is locked first. */
export function changeConnections<T>(
  access: TenantAccess | OrganizationAccess,
  work: (tx: Tx) => Promise<ChangeResult<T>>,
  options?: ChangeOptions,
): Promise<T> {
  return access.kind === 'organization' ? changeLocked(access, work, options) : change(access, work, options)
}
