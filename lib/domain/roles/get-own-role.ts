import type { OrganizationActor } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { listedRoles, type ListedRole } from './listed-roles'

export interface OwnRole extends ListedRole {
  /** Another one after every change. */
  version: string
}

/** @throws DomainError not_found for every role that is not this organization’s own */
export async function getOwnRole(tx: Tx, place: OrganizationActor, roleId: string): Promise<OwnRole> {
  const { tenantId, organizationId } = place
  const [found] = await tx.$queryRaw<{ version: string }[]>`
    SELECT extract(epoch FROM updated_at)::text AS version FROM roles
    WHERE tenant_id = ${tenantId} AND id = ${roleId} AND usable_in = ${organizationId}`
  const [role] = found ? await listedRoles(tx, place, sql`r.id = ${roleId}`) : []
  if (!found || !role) throw notFound()
  return { ...role, ...found }
}
