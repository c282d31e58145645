import { mayRemoveLastOwner, type SelfAccess, type TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { type Sql, sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'

interface OwnedOrganization {
  id: string
  name: string
}

/**
 * For work that may end the ownership of several organizations.
 * @param among selects the ids of organizations
 * @throws DomainError last_owner if one has lost its last owner, and the caller may not do that
 */
export async function keepingOwners<T>(
  tx: Tx,
  { access, among }: { access: SelfAccess | TenantAccess; among: Sql },
  work: () => Promise<T>,
): Promise<T> {
  if (access.kind === 'tenant' && mayRemoveLastOwner(access)) return work()
  const owned = await lockOwnedOrganizations(tx, access.tenantId, among)
  const result = await work()
  await assertOwnersLeft(tx, access.tenantId, owned)
  return result
}

export function organizationsOfUser(tenantId: string, userId: string): Sql {
  return sql`SELECT m.organization_id FROM members m WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId}`
}

/** Where the role makes owners of members. */
export function organizationsOfOwnerRole(tenantId: string, roleId: string): Sql {
  return sql`
    SELECT mr.organization_id FROM member_roles mr
    JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
    WHERE mr.tenant_id = ${tenantId} AND mr.role_id = ${roleId}`
}

/** Organizations with an owner, locked so that no concurrent change removes their last one. */
async function lockOwnedOrganizations(tx: Tx, tenantId: string, among: Sql): Promise<OwnedOrganization[]> {
  const organizations = await tx.$queryRaw<OwnedOrganization[]>(sql`
    SELECT o.id, o.display_name AS name FROM organizations o
    WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL AND o.id IN (${among})
    ORDER BY o.id FOR UPDATE`)
  const ids = organizations.map(({ id }) => id)
  const owned = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM organizations o
    WHERE o.tenant_id = ${tenantId} AND o.id = ANY (${ids}) AND foyer.has_owner(o.id)`
  return organizations.filter(({ id }) => owned.some((one) => one.id === id))
}

async function assertOwnersLeft(
  tx: Tx,
  tenantId: string,
  owned: readonly OwnedOrganization[],
): Promise<void> {
  const ids = owned.map(({ id }) => id)
  const [ownerless] = await tx.$queryRaw<OwnedOrganization[]>`
    SELECT o.id, o.display_name AS name FROM organizations o
    WHERE o.tenant_id = ${tenantId} AND o.id = ANY (${ids}) AND NOT foyer.has_owner(o.id) ORDER BY o.id LIMIT 1`
  if (!ownerless) return
  const sentence = `${ownerless.name} needs at least one owner. Make someone else an owner of it, or delete it first.`
  throw new DomainError('last_owner', sentence)
}
