import { may, type TenantActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { countAtMost, mostCounted } from '../bounded-count'

/** Each of more than `mostCounted` is one more. */
export interface TenantRoleUsage {
  /** At tenant level. */
  users: number
  /** The first five of them; none if the actor may not see who has which role. */
  names: string[]
  members: number
}

export async function tenantRoleUsage(tx: Tx, actor: TenantActor, roleId: string): Promise<TenantRoleUsage> {
  const { tenantId } = actor
  const users = {
    from: sql`user_roles ur WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId}`,
    order: sql`ur.role_id`,
  }
  const members = {
    from: sql`member_roles mr WHERE mr.tenant_id = ${tenantId} AND mr.role_id = ${roleId}`,
    order: sql`mr.role_id`,
  }
  const [row] = await tx.$queryRaw<[TenantRoleUsage]>(sql`
    SELECT ${countAtMost(mostCounted, users)} AS users, ${countAtMost(mostCounted, members)} AS members,
      ARRAY(SELECT u.name FROM user_roles ur JOIN users u ON u.tenant_id = ur.tenant_id AND u.id = ur.user_id
        WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId} LIMIT 5) AS names`)
  return may(actor, 'read:role_members') ? row : { ...row, names: [] }
}
