import type { TenantAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { byId, readPage, type Requirement } from '../read-page'
import type { Window, Windowed } from '../window'
import { userExists } from './lock-users'

export interface EffectivePermission {
  name: string
  description: string
  apiName: string
  isDirect: boolean
  isByRole: boolean
}

/** @throws DomainError not_found, for an unknown API at `resource_server_identifier` */
export function listEffectivePermissionsOf(
  access: TenantAccess<'read:user_effective_permissions'>,
  input: Window & { userId: string; api: string },
): Promise<Omit<Windowed<EffectivePermission>, 'total'>> {
  const { tenantId } = access
  const { userId } = input
  return read(access, (tx) =>
    readPage<EffectivePermission>(tx, input, {
      columns: sql`held.*`,
      from: sql`(
        SELECT p.name, p.description, a.name AS "apiName",
          bool_or(h.role_id IS NULL) AS "isDirect", bool_or(h.role_id IS NOT NULL) AS "isByRole"
        FROM apis a
        CROSS JOIN LATERAL foyer.effective_permissions(${userId}, NULL, a.id) h
        JOIN permissions p ON p.tenant_id = a.tenant_id AND p.api_id = a.id AND p.name = h.permission
        WHERE a.tenant_id = ${tenantId} AND a.identifier = ${input.api}
        GROUP BY p.name, p.description, a.name
      ) held WHERE true`,
      requires: [{ exists: userExists(tenantId, userId) }, apiRequirement(tenantId, input.api)],
      ...byId(input, sql`held.name`),
      placeOf: ({ name }) => name,
    }),
  )
}

export interface EffectiveRole {
  id: string
  name: string
  description: string
  isDirect: boolean
}

/** @throws DomainError not_found */
export function listEffectiveRolesOf(
  access: TenantAccess<'read:user_effective_roles'>,
  input: Window & { userId: string },
): Promise<Omit<Windowed<EffectiveRole>, 'total'>> {
  const { tenantId } = access
  const { userId } = input
  return read(access, (tx) =>
    readPage<EffectiveRole>(tx, input, {
      columns: sql`r.id, r.name, r.description, ur.role_id IS NOT NULL AS "isDirect"`,
      from: sql`users u
        JOIN roles r ON r.tenant_id = u.tenant_id AND r.usable_in = '*'
        LEFT JOIN user_roles ur ON ur.tenant_id = u.tenant_id AND ur.user_id = u.id AND ur.role_id = r.id
        WHERE u.tenant_id = ${tenantId} AND u.id = ${userId} AND NOT u.blocked
          AND (ur.role_id IS NOT NULL OR (r.everyone AND u.email_verified_at IS NOT NULL))`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(input, sql`r.id`),
      placeOf: ({ id }) => id,
    }),
  )
}

/** @throws DomainError not_found, for an unknown API at `resource_server_identifier` */
export function listRolesBehind(
  access: TenantAccess<'read:user_permission_source_roles'>,
  input: Window & { userId: string; api: string; permission: string },
): Promise<Omit<Windowed<EffectiveRole>, 'total'>> {
  const { tenantId } = access
  const { userId } = input
  return read(access, (tx) =>
    readPage<EffectiveRole>(tx, input, {
      columns: sql`r.id, r.name, r.description, EXISTS (
        SELECT FROM user_roles ur
        WHERE ur.tenant_id = r.tenant_id AND ur.user_id = ${userId} AND ur.role_id = r.id) AS "isDirect"`,
      from: sql`apis a
        CROSS JOIN LATERAL foyer.effective_permissions(${userId}, NULL, a.id) h
        JOIN roles r ON r.tenant_id = a.tenant_id AND r.id = h.role_id
        WHERE a.tenant_id = ${tenantId} AND a.identifier = ${input.api} AND h.permission = ${input.permission}`,
      requires: [{ exists: userExists(tenantId, userId) }, apiRequirement(tenantId, input.api)],
      ...byId(input, sql`r.id`),
      placeOf: ({ id }) => id,
    }),
  )
}

function apiRequirement(tenantId: string, identifier: string): Requirement {
  return {
    exists: sql`EXISTS (SELECT FROM apis a WHERE a.tenant_id = ${tenantId} AND a.identifier = ${identifier})`,
    absent: () =>
      new DomainError('not_found', 'The resource server does not exist', {
        field: 'resource_server_identifier',
      }),
  }
}
