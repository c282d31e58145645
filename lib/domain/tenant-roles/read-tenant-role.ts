import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
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

/** Columns of `roles r` that make a TenantRole. */
export const tenantRoleColumns: Sql = sql`r.id, r.name, r.description, r.assignable, r.everyone,
  r.is_owner AS "isOwner", r.organization_id AS "organizationId"`

/**
 * A role of the tenant’s or of any organization in it.
 * @throws DomainError not_found
 */
export async function readAnyRole(tx: Tx, tenantId: string, id: string): Promise<TenantRole> {
  return readRole(tx, anyRole(tenantId, id))
}

/** @throws DomainError not_found, for an organization’s own role too */
export async function readTenantRole(tx: Tx, tenantId: string, id: string): Promise<TenantRole> {
  return readRole(tx, sql`${anyRole(tenantId, id)} AND r.usable_in = '*'`)
}

/** Whether there is such a role, of the tenant’s or of any organization in it. */
export function roleExists(tenantId: string, id: string): Sql {
  return sql`EXISTS (SELECT FROM roles r WHERE ${anyRole(tenantId, id)})`
}

function anyRole(tenantId: string, id: string): Sql {
  return sql`r.tenant_id = ${tenantId} AND r.id = ${id}`
}

async function readRole(tx: Tx, which: Sql): Promise<TenantRole> {
  const [role] = await tx.$queryRaw<TenantRole[]>(
    sql`SELECT ${tenantRoleColumns} FROM roles r WHERE ${which}`,
  )
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
