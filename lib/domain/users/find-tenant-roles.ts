import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { tenantRoleColumns, type TenantRole } from '../tenant-roles/read-tenant-role'

export interface UsersAndRoles {
  /** Ids. */
  users: readonly string[]
  /** Ids of tenant roles. */
  roles: readonly string[]
}

/** @throws DomainError not_found when any is unknown, or an organization’s own */
export async function findTenantRoles(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<TenantRole[]> {
  const wanted = [...new Set(ids)]
  const roles = await tx.role.findMany({
    where: { tenantId, usableIn: '*', id: { in: wanted } },
    select: tenantRoleColumns,
    orderBy: { name: 'asc' },
  })
  if (roles.length < wanted.length) throw notFound()
  return roles
}
