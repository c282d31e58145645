import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import type { PermissionRef } from '../roles/permission-ref'
import { isLastOperator, makesOperators } from './operators'

export interface HeldRole {
  id: string
  name: string
  description: string
  /** Held by every user with a verified address: it cannot be removed from one. */
  isEveryones: boolean
  makesOperators: boolean
}

export interface DirectPermission extends PermissionRef {
  description: string
  apiName: string
}

export interface UserAccess {
  roles: HeldRole[]
  permissions: DirectPermission[]
  /** If so, no one else can make operators. */
  isLastOperator: boolean
}

/** The user’s roles and direct permissions at tenant level. */
export function getUserAccess(access: TenantAccess<'read:users'>, userId: string): Promise<UserAccess> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<[UserAccess]>(sql`
      SELECT coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'description', r.description,
          'isEveryones', r.everyone, 'makesOperators', ${makesOperators(tenantId)}) ORDER BY r.everyone, r.name, r.id)
        FROM roles r JOIN users u ON u.tenant_id = ${tenantId} AND u.id = ${userId}
        WHERE r.tenant_id = ${tenantId} AND r.usable_in = '*' AND (
          r.id IN (SELECT ur.role_id FROM user_roles ur WHERE ur.tenant_id = ${tenantId} AND ur.user_id = ${userId})
          OR (r.everyone AND u.email_verified_at IS NOT NULL))
      ), '[]') AS roles, coalesce((
        SELECT jsonb_agg(jsonb_build_object('apiId', p.api_id, 'name', p.name, 'description', p.description,
          'apiName', a.name) ORDER BY a.is_portal DESC, a.name, a.id, p.name)
        FROM user_permissions up
        JOIN permissions p ON p.tenant_id = ${tenantId} AND p.api_id = up.api_id AND p.name = up.name
        JOIN apis a ON a.tenant_id = ${tenantId} AND a.id = up.api_id
        WHERE up.tenant_id = ${tenantId} AND up.user_id = ${userId}
      ), '[]') AS permissions, ${isLastOperator(tenantId, userId)} AS "isLastOperator"`)
    return row
  })
}

export interface AccessChoice {
  id: string
  name: string
}

/** Tenant roles that the user does not hold. */
export function listRolesToAdd(access: TenantAccess<'read:roles'>, userId: string): Promise<AccessChoice[]> {
  const { tenantId } = access
  return read(
    access,
    (tx) => tx.$queryRaw<AccessChoice[]>`
      SELECT r.id, r.name FROM roles r
      WHERE r.tenant_id = ${tenantId} AND r.usable_in = '*' AND NOT r.everyone AND r.id NOT IN (
        SELECT ur.role_id FROM user_roles ur WHERE ur.tenant_id = ${tenantId} AND ur.user_id = ${userId})
      ORDER BY r.name, r.id LIMIT 1000`,
  )
}

export interface PermissionsToAdd {
  apis: AccessChoice[]
  /** Of the chosen API, without those that the user was given directly. */
  permissions: { name: string; description: string }[]
}

/** @param input.apiId empty: none is chosen yet */
export function listPermissionsToAdd(
  access: TenantAccess<'read:resource_servers'>,
  { userId, apiId }: { userId: string; apiId: string },
): Promise<PermissionsToAdd> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<[PermissionsToAdd]>`
      SELECT coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) ORDER BY a.is_portal DESC, a.name, a.id)
        FROM apis a WHERE a.tenant_id = ${tenantId}
      ), '[]') AS apis, coalesce((
        SELECT jsonb_agg(jsonb_build_object('name', p.name, 'description', p.description)
          ORDER BY split_part(p.name, ':', 2), p.name)
        FROM permissions p
        WHERE p.tenant_id = ${tenantId} AND p.api_id = ${apiId} AND p.name NOT IN (
          SELECT up.name FROM user_permissions up
          WHERE up.tenant_id = ${tenantId} AND up.user_id = ${userId} AND up.api_id = ${apiId})
      ), '[]') AS permissions`
    return row
  })
}
