import type { SelfAccess, TenantAccess } from '@/lib/access'
import { change, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'

type Access = SelfAccess | TenantAccess<'delete:organizations'>

/**
 * Within 30 days, by one of its owners or at tenant level.
 * @throws DomainError not_found unless the user was an owner; gone if its slug is taken
 */
export function restoreOrganization(access: Access, organizationId: string): Promise<{ slug: string }> {
  const { tenantId } = access
  const restoring = async (tx: Tx): Promise<ChangeResult<{ slug: string }>> => {
    await lockDeleted(tx, access, organizationId)
    const { slug, displayName } = await undelete(tx, access, organizationId)
    const claimed = await tx.organizationSlug.updateMany({
      where: { tenantId, slug, organizationId },
      data: { heldUntil: null },
    })
    if (claimed.count !== 1) throw new DomainError('gone', 'Another organization uses its slug now.')
    const target = { kind: 'organization', id: organizationId, name: displayName }
    return { result: { slug }, events: [{ type: 'organization.restored', organizationId, target }] }
  }
  const why = 'no one can enter a deleted organization; an owner or an operator restores it'
  return change(access, restoring, { bypassRowSecurity: why })
}

async function lockDeleted(tx: Tx, access: Access, id: string): Promise<void> {
  const { tenantId } = access
  await tx.$queryRaw`
    SELECT id FROM organizations WHERE tenant_id = ${tenantId} AND id = ${id} AND deleted_at IS NOT NULL FOR UPDATE`
  if (access.kind === 'tenant') return
  await tx.$queryRaw`
    SELECT r.id FROM members m
    JOIN member_roles mr ON mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
    JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
    WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${id} AND m.user_id = ${access.userId}
    ORDER BY r.id FOR SHARE OF m, mr, r`
}

async function undelete(tx: Tx, access: Access, id: string): Promise<{ slug: string; displayName: string }> {
  const { tenantId } = access
  const mayRestore = access.kind === 'tenant' ? sql`true` : isOwner(access)
  const [restored] = await tx.$queryRaw<{ slug: string; displayName: string }[]>(sql`
    UPDATE organizations o SET deleted_at = NULL
    WHERE o.tenant_id = ${tenantId} AND o.id = ${id} AND o.deleted_at > now() - interval '30 days' AND ${mayRestore}
    RETURNING o.slug, o.display_name AS "displayName"`)
  if (!restored) throw notFound()
  return restored
}

function isOwner({ tenantId, userId }: SelfAccess): Sql {
  return sql`EXISTS (
    SELECT FROM members m
    JOIN member_roles mr ON mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
    JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
    WHERE m.tenant_id = ${tenantId} AND m.organization_id = o.id AND m.user_id = ${userId} AND m.suspended_at IS NULL)`
}
