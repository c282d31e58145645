import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { byApi, type CataloguedApi, wholeCatalogue } from '../roles/catalogue'
import type { PermissionRef } from '../roles/permission-ref'
import { type TenantRole, tenantRoleColumns } from './read-tenant-role'
import { tenantRoleUsage, type TenantRoleUsage } from './tenant-role-usage'

export interface EditableRole extends TenantRole {
  permissions: PermissionRef[]
  /** Sent with a change, so that it applies to the role as reviewed. */
  version: string
}

/** @throws DomainError not_found */
export async function readEditableRole(tx: Tx, tenantId: string, id: string): Promise<EditableRole> {
  const [role] = await tx.$queryRaw<EditableRole[]>(sql`
    SELECT ${tenantRoleColumns}, extract(epoch FROM r.updated_at)::text AS version, (
        SELECT coalesce(jsonb_agg(jsonb_build_object('apiId', rp.api_id, 'name', rp.name)), '[]')
        FROM role_permissions rp WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id) AS permissions
    FROM roles r WHERE r.tenant_id = ${tenantId} AND r.id = ${id} AND r.usable_in = '*'`)
  if (!role) throw notFound()
  return role
}

export interface EditableRoleDetails {
  role: EditableRole
  apis: CataloguedApi[]
  usage: TenantRoleUsage
}

/** @throws DomainError not_found, for an organization’s own role too */
export function getEditableRole(
  access: TenantAccess<'read:roles'>,
  roleId: string,
): Promise<EditableRoleDetails> {
  const { tenantId } = access
  return read(access, async (tx) => ({
    role: await readEditableRole(tx, tenantId, roleId),
    apis: byApi(await wholeCatalogue(tx, tenantId)),
    usage: await tenantRoleUsage(tx, access, roleId),
  }))
}

/** All permissions of all APIs, for a new role. */
export function listAllPermissions(access: TenantAccess<'create:roles'>): Promise<CataloguedApi[]> {
  return read(access, async (tx) => byApi(await wholeCatalogue(tx, access.tenantId)))
}

/** For the template. */
export function listOpenPermissions(access: TenantAccess<'read:tenant_settings'>): Promise<CataloguedApi[]> {
  return read(access, async (tx) =>
    byApi((await wholeCatalogue(tx, access.tenantId)).filter(({ isOpen }) => isOpen)),
  )
}
