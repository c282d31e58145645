import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { countAtMost, mostCounted } from '../bounded-count'
import { byApi, catalogue, type CataloguedApi } from '../roles/catalogue'
import type { PermissionRef } from '../roles/permission-ref'
import { refKey } from '../roles/permission-ref'
import { type TenantRole, tenantRoleColumns } from './read-tenant-role'

export interface MatrixTenantRole extends TenantRole {
  permissions: PermissionRef[]
  /** At tenant level; of more than `mostCounted` one more. */
  users: number
}

export interface TenantRoleMatrix {
  /** With the permissions of these roles, and those that are open to organizations. */
  apis: CataloguedApi[]
  roles: MatrixTenantRole[]
  total: number
}

/** The page of `take` roles that `skip` leads to. */
export function getTenantRoleMatrix(
  access: TenantAccess<'read:roles'>,
  { skip, take }: { skip: number; take: number },
): Promise<TenantRoleMatrix> {
  const { tenantId } = access
  const users = {
    from: sql`user_roles ur WHERE ur.tenant_id = ${tenantId} AND ur.role_id = r.id`,
    order: sql`ur.role_id`,
  }
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<(MatrixTenantRole & { total: number })[]>(sql`
      SELECT ${tenantRoleColumns}, ${countAtMost(mostCounted, users)} AS users,
        count(*) OVER ()::int AS total, (
          SELECT coalesce(jsonb_agg(jsonb_build_object('apiId', rp.api_id, 'name', rp.name)), '[]')
          FROM role_permissions rp WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id) AS permissions
      FROM roles r WHERE r.tenant_id = ${tenantId} AND r.usable_in = '*'
      ORDER BY r.assignable, r.everyone, r.created_at, r.name LIMIT ${take} OFFSET ${skip}`)
    const given = new Map(rows.flatMap(({ permissions }) => permissions).map((ref) => [refKey(ref), ref]))
    return {
      roles: rows,
      total: rows[0]?.total ?? 0,
      apis: byApi(await catalogue(tx, tenantId, [...given.values()])),
    }
  })
}
