import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'

export interface TenantRole {
  id: string
  name: string
  description: string
  /** Whether members of organizations can have it. */
  assignable: boolean
  /** Every user with a verified address has it implicitly. */
  everyone: boolean
  isOwner: boolean
  /** Null for a tenant role. */
  organizationId: string | null
}

export const tenantRoleColumns: Sql = sql`r.id, r.name, r.description, r.assignable, r.everyone,
  r.is_owner AS "isOwner", r.organization_id AS "organizationId"`

/** @throws DomainError not_found, for an organization’s own role too */
export async function readTenantRole(tx: Tx, tenantId: string, id: string): Promise<TenantRole> {
  return readRole(tx, sql`${anyRole(tenantId, id)} AND r.usable_in = '*'`)
}

/** Includes organizations’ roles. */
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

/** @throws DomainError not_found */
export async function lockTenantRole(tx: Tx, tenantId: string, id: string): Promise<TenantRole> {
  await tx.$queryRaw`
    SELECT id FROM roles WHERE tenant_id = ${tenantId} AND id = ${id} AND usable_in = '*' FOR NO KEY UPDATE`
  return readTenantRole(tx, tenantId, id)
}

/** Includes organizations’ roles. @throws DomainError not_found */
export function getAnyRole(access: TenantAccess<'read:roles'>, id: string): Promise<TenantRole> {
  return read(access, (tx) => readRole(tx, anyRole(access.tenantId, id)))
}

/** @throws DomainError not_found */
export function getTenantRole(
  access: TenantAccess<'read:roles'>,
  roleId: string,
): Promise<TenantRole & { holders: RoleHolders }> {
  const { tenantId } = access
  return read(access, async (tx) => ({
    ...(await readTenantRole(tx, tenantId, roleId)),
    holders: await roleHolders(tx, tenantId, roleId),
  }))
}

/** @param input `name`: a part of the name in any case; `ownerId`: the organization that owns the roles */
export function listTenantRoles(
  access: TenantAccess<'read:roles'>,
  input: Window & { name?: string | undefined; ownerId?: string | undefined },
): Promise<Windowed<TenantRole>> {
  const { tenantId } = access
  const named = input.name ? sql`r.name ILIKE ${`%${literal(input.name)}%`}` : sql`true`
  return read(access, (tx) =>
    readPage<TenantRole>(tx, input, {
      columns: tenantRoleColumns,
      from: sql`roles r
        WHERE r.tenant_id = ${tenantId} AND r.usable_in = ${input.ownerId ?? '*'} AND ${named}`,
      ...byId(input, sql`r.id`, sql`r.name, r.id`),
      placeOf: ({ id }) => id,
    }),
  )
}

/** Escapes the characters that LIKE interprets. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** So that a concurrent edit of the role is rejected as outdated. */
export async function touchRole(tx: Tx, tenantId: string, roleId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE roles SET updated_at = clock_timestamp() WHERE tenant_id = ${tenantId} AND id = ${roleId}`
}

export interface RoleHolders {
  [what: string]: number
  /** At tenant level. */
  users: number
  members: number
  membersWithoutAnother: number
  /** Organizations whose owners have no other owner role. */
  organizationsWithoutAnotherOwner: number
  invitations: number
}

export async function roleHolders(tx: Tx, tenantId: string, roleId: string): Promise<RoleHolders> {
  const [row] = await tx.$queryRaw<RoleHolders[]>`
    WITH holding AS (
      SELECT mr.organization_id, mr.user_id FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.role_id = ${roleId}
    ), owners AS (
      SELECT mr.organization_id, mr.role_id
      FROM member_roles mr
      JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id AND r.is_owner
      JOIN members m ON m.tenant_id = mr.tenant_id AND m.organization_id = mr.organization_id AND m.user_id = mr.user_id
      JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
      WHERE mr.tenant_id = ${tenantId} AND m.suspended_at IS NULL AND NOT u.blocked
        AND u.email_verified_at IS NOT NULL AND mr.organization_id IN (SELECT h.organization_id FROM holding h)
    )
    SELECT
      (SELECT count(*)::int FROM user_roles ur WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId}) AS users,
      (SELECT count(*)::int FROM holding) AS members,
      (SELECT count(*)::int FROM holding h WHERE NOT EXISTS (
        SELECT FROM member_roles mr
        WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = h.organization_id AND mr.user_id = h.user_id
          AND mr.role_id <> ${roleId})) AS "membersWithoutAnother",
      (SELECT count(*)::int FROM (
        SELECT o.organization_id FROM owners o GROUP BY o.organization_id HAVING bool_and(o.role_id = ${roleId})
      ) alone) AS "organizationsWithoutAnotherOwner",
      (SELECT count(*)::int FROM invitations i
        JOIN invitation_roles ir ON ir.tenant_id = i.tenant_id AND ir.organization_id = i.organization_id
          AND ir.invitation_id = i.id AND ir.role_id = ${roleId}
        WHERE i.tenant_id = ${tenantId} AND i.state = 'pending' AND i.expires_at > now()) AS invitations`
  if (!row) throw new Error('A count found no row.')
  return row
}
