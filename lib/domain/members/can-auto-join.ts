import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { rolesToGive } from '../roles/roles-to-give'

/** Whether the actor may let people become members by signing in: the actor must be allowed to give their role. */
export async function canAutoJoin(tx: Tx, actor: OrganizationActor): Promise<boolean> {
  const joins = await tx.role.findFirst({
    where: { tenantId: actor.tenantId, joins: true },
    select: { id: true },
  })
  if (!joins) return true
  const { roles } = await rolesToGive(tx, actor)
  return roles.some(({ id }) => id === joins.id)
}
