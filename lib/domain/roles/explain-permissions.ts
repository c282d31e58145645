import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'

/** @throws DomainError not_found for an unknown user or organization */
export function explainPermissions(
  access: TenantAccess<'read:users'>,
  { userId, organizationId }: { userId: string; organizationId: string | null },
): Promise<ExplainedApi[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const people = await tx.user.count({ where: { tenantId, id: userId } })
    const organizations =
      organizationId === null ? 1 : await tx.organization.count({ where: { tenantId, id: organizationId } })
    if (people === 0 || organizations === 0) throw notFound()
    return explained(tx, { tenantId, userId, organizationId })
  })
}

export interface PermissionSource {
  /** Both null if given to the user directly. */
  roleId: string | null
  roleName: string | null
  /** From tenant level: the tenant’s settings make such permissions count in organizations. */
  inherited: boolean
}

interface ExplainedPermission {
  name: string
  description: string
  sources: PermissionSource[]
}

export interface ExplainedApi {
  id: string
  name: string
  isPortal: boolean
  permissions: ExplainedPermission[]
}

interface Held {
  tenantId: string
  userId: string
  /** Null for tenant level. */
  organizationId: string | null
}

/** Explains foyer.effective_permissions, which decides. An organization’s access sees nothing of another one. */
export function explained(tx: Tx, { tenantId, userId, organizationId }: Held): Promise<ExplainedApi[]> {
  return tx.$queryRaw<ExplainedApi[]>`
    WITH held AS (
      SELECT a.id AS api_id, h.permission, jsonb_agg(
        jsonb_build_object('roleId', h.role_id, 'roleName', r.name, 'inherited', h.inherited)
        ORDER BY h.inherited, h.role_id IS NOT NULL, r.is_owner DESC, r.name, r.id) AS sources
      FROM apis a
      CROSS JOIN LATERAL foyer.effective_permissions(${userId}, ${organizationId}, a.id) h
      LEFT JOIN roles r ON r.tenant_id = a.tenant_id AND r.id = h.role_id
      WHERE a.tenant_id = ${tenantId}
      GROUP BY a.id, h.permission
    )
    SELECT a.id, a.name, a.is_portal AS "isPortal", jsonb_agg(
      jsonb_build_object('name', p.name, 'description', p.description, 'sources', held.sources)
      ORDER BY split_part(p.name, ':', 2), p.name) AS permissions
    FROM held
    JOIN apis a ON a.tenant_id = ${tenantId} AND a.id = held.api_id
    JOIN permissions p ON p.tenant_id = a.tenant_id AND p.api_id = a.id AND p.name = held.permission
    GROUP BY a.id, a.name, a.is_portal
    ORDER BY a.is_portal DESC, a.name, a.id`
}
