import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { lastOwner } from '@/lib/errors'

/**
 * Does work that may cost an organization an owner. Call it in changeLocked(), so that no other change removes an owner
 * who is counted here. An organization that had no owner may stay so, and the tenant itself may leave one without.
 * @throws DomainError last_owner when there was one and is none any more
 */
export async function keepAnOwner<T>(tx: Tx, access: OrganizationActor, work: () => Promise<T>): Promise<T> {
  const { tenantId, organizationId } = access
  if (access.exempt) return work()
  const hadOwner = await hasOwner(tx, tenantId, organizationId)
  const result = await work()
  if (hadOwner && !(await hasOwner(tx, tenantId, organizationId))) throw lastOwner()
  return result
}

/** An owner is an active, unblocked, unsuspended member with a role that is marked so. */
async function hasOwner(tx: Tx, tenantId: string, organizationId: string): Promise<boolean> {
  const owners = await tx.$queryRaw<unknown[]>`
    SELECT m.user_id
    FROM member_roles mr
    JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
    JOIN members m ON m.tenant_id = mr.tenant_id AND m.organization_id = mr.organization_id AND m.user_id = mr.user_id
    JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
    WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId}
      AND m.suspended_at IS NULL AND NOT u.blocked AND u.email_verified_at IS NOT NULL
    LIMIT 1`
  return owners.length > 0
}
