import type { OrganizationActor } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { lockOrganization } from '../organizations/lock-organization'
import { listedRoles, type ListedRole } from './listed-roles'

export interface OwnRole extends ListedRole {
  /** Another one after every change. */
  version: string
}

/**
 * Holds the organization’s row, and then the role’s, until the end of the transaction: who holds the role and what
 * those may do stays as it is read.
 * @throws DomainError not_found for every role that is not this organization’s own
 */
export async function lockOwnRole(tx: Tx, place: OrganizationActor, roleId: string): Promise<OwnRole> {
  const { tenantId, organizationId } = place
  await lockOrganization(tx, tenantId, organizationId)
  const [locked] = await tx.$queryRaw<{ version: string }[]>`
    SELECT extract(epoch FROM updated_at)::text AS version FROM roles
    WHERE tenant_id = ${tenantId} AND id = ${roleId} AND usable_in = ${organizationId}
    FOR UPDATE`
  const [role] = locked ? await listedRoles(tx, place, sql`r.id = ${roleId}`) : []
  if (!locked || !role) throw notFound()
  return { ...role, ...locked }
}
