import type { Actor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import { assertLevel } from './available-connections'
import { levelHere } from './level-here'
import { type AccessLevel, type Connection, readConnection } from './read-connection'

/**
 * An organization changes only its own, as far as the operator lets it; tenant level changes all.
 * @throws DomainError not_found, not_yours_to_give
 */
export async function lockConnection(
  tx: Tx,
  access: Actor,
  { id, least }: { id: string; least: AccessLevel },
): Promise<Connection> {
  const { tenantId } = access
  const level = access.kind === 'organization' ? levelHere(access, sql`c.id`) : sql`'full'`
  const [locked] = await tx.$queryRaw<{ accessLevel: AccessLevel }[]>(sql`
    SELECT ${level} AS "accessLevel" FROM connections c
    WHERE c.tenant_id = ${tenantId} AND c.id = ${id} FOR NO KEY UPDATE OF c`)
  const connection = await readConnection(tx, tenantId, id)
  if (access.kind !== 'organization') return connection
  if (!locked || connection.organizationId !== access.organizationId) throw notFound()
  assertLevel(access, locked, least)
  return connection
}
