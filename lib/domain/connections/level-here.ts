import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { assertLevel } from './available-connections'
import type { AccessLevel } from './read-connection'

/** What the operator lets the organization do with a connection: all, where the organization never enabled it. */
export function levelHere(
  { tenantId, organizationId }: Pick<OrganizationActor, 'tenantId' | 'organizationId'>,
  connectionId: Sql,
): Sql {
  return sql`coalesce((
    SELECT e.organization_access_level FROM enabled_connections e
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId}
      AND e.connection_id = ${connectionId}), 'full')`
}

/** @throws DomainError not_found, not_yours_to_give */
export async function assertLevelHere(
  tx: Tx,
  actor: OrganizationActor,
  { id, least }: { id: string; least: AccessLevel },
): Promise<void> {
  const [here] = await tx.$queryRaw<[{ accessLevel: AccessLevel }]>(
    sql`SELECT ${levelHere(actor, sql`${id}`)} AS "accessLevel"`,
  )
  assertLevel(actor, here, least)
}
