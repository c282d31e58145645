import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'

export interface TenantRole {
  id: string
  name: string
  description: string
  /** May be given to members of organizations. */
  assignable: boolean
  /** Held by every proven user, and given to nobody by hand. */
  everyone: boolean
  /** Makes owners of the members who hold it. */
  isOwner: boolean
  /** The organization whose own it is; null for a tenant role. */
  organizationId: string | null
}

/** The columns that make a TenantRole. */
export const tenantRoleColumns = {
  id: true,
  name: true,
  description: true,
  assignable: true,
  everyone: true,
  isOwner: true,
  organizationId: true,
} as const

/**
 * A role of the tenant’s or of any organization in it.
 * @throws DomainError not_found
 */
export async function readAnyRole(tx: Tx, tenantId: string, id: string): Promise<TenantRole> {
  const role = await tx.role.findFirst({ where: { tenantId, id }, select: tenantRoleColumns })
  if (!role) throw notFound()
  return role
}

/** @throws DomainError not_found, for an organization’s own role too */
export async function readTenantRole(tx: Tx, tenantId: string, id: string): Promise<TenantRole> {
  const role = await tx.role.findFirst({ where: { tenantId, id, usableIn: '*' }, select: tenantRoleColumns })
  if (!role) throw notFound()
  return role
}

/**
 * The role, kept as it is until the transaction ends.
 * @throws DomainError not_found
 */
export async function lockTenantRole(tx: Tx, tenantId: string, id: string): Promise<TenantRole> {
  await tx.$queryRaw`
    SELECT id FROM roles WHERE tenant_id = ${tenantId} AND id = ${id} AND usable_in = '*' FOR NO KEY UPDATE`
  return readTenantRole(tx, tenantId, id)
}
