import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import { tenantRoleColumns, type TenantRole } from '../tenant-roles/read-tenant-role'

export interface UsersAndRoles {
  /** Ids. */
  users: readonly string[]
  /** Ids of tenant roles. */
  roles: readonly string[]
}

/** @throws DomainError not_found (field `roles`) when any is unknown, or an organization’s own */
export async function findTenantRoles(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<TenantRole[]> {
  const wanted = [...new Set(ids)]
  const roles = await tx.$queryRaw<TenantRole[]>(sql`
    SELECT ${tenantRoleColumns} FROM roles r
    WHERE r.tenant_id = ${tenantId} AND r.usable_in = '*' AND r.id = ANY (${wanted}) ORDER BY r.name`)
  const unknown = wanted.filter((id) => !roles.some((role) => role.id === id))
  if (unknown.length > 0) throw noSuchRoles(unknown)
  return roles
}

function noSuchRoles(ids: readonly string[]): DomainError {
  const sentence = `One or more of the specified roles do not exist: ${ids.join(', ')}`
  return new DomainError('not_found', sentence, { field: 'roles' })
}
