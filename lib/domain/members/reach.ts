import { mayActOn, type OrganizationActor, type Permission } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { callerNow } from '../caller-now'
import { notFound } from '@/lib/errors'

export interface Reach {
  /** The members asked about whose Management permissions here do not exceed the actor’s. */
  members: ReadonlySet<string>
  /** What the actor holds on the portal at this moment of the transaction. */
  held: ReadonlySet<string>
}

/**
 * Whom the actor may demote or remove. Read anew, since what held when the transaction began may have been taken
 * from her while she stood in line. A member counts for all that her roles give, even while she is suspended.
 * @throws DomainError not_found when the actor’s own standing here has ended
 */
export async function reachOf(tx: Tx, access: OrganizationActor, members: readonly string[]): Promise<Reach> {
  const { tenantId, organizationId } = access
  const { held, power: mine } = await callerNow(tx, access)
  const others = await tx.$queryRaw<{ id: string; power: string[] }[]>`
    SELECT m.user_id AS id, foyer.grantable_permissions(m.user_id, m.organization_id) || coalesce((
      SELECT array_agg(rp.name)
      FROM member_roles mr
      JOIN role_permissions rp ON rp.tenant_id = mr.tenant_id AND rp.role_id = mr.role_id
      JOIN permissions pm ON pm.tenant_id = rp.tenant_id AND pm.api_id = rp.api_id AND pm.name = rp.name
      WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
        AND rp.api_id = (SELECT foyer.portal_api_id()) AND pm.level = 'organization'
    ), '{}') AS power
    FROM members m
    WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ANY(${[...members]})`
  const power = new Set(mine)
  const within = others.filter((other) => mayActOn(power, other.power)).map(({ id }) => id)
  return { members: new Set(within), held }
}

/** @throws DomainError not_found, as authorize() does */
export function insistOn(reach: Reach, permission: Permission): void {
  if (!reach.held.has(permission)) throw notFound()
}
