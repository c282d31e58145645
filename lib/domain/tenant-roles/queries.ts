import { type AnyTenantAccess, may, type TenantAccess, type TenantActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { countAtMost, mostCounted } from '../bounded-count'
import { byId, readPage } from '../read-page'
import { byApi, catalogue, type CataloguedApi, wholeCatalogue } from '../roles/catalogue'
import { type PermissionRef, refKey } from '../roles/permission-ref'
import type { Window, Windowed } from '../window'
import { roleExists, type TenantRole, tenantRoleColumns } from './read-tenant-role'

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

export interface RoleUser {
  id: string
  email: string
  name: string
  picture: string | null
}

/** Only direct assignments: empty for the `everyone` role. @throws DomainError not_found */
export function listRoleUsers(
  access: AnyTenantAccess<'read:role_members' | 'read:roles' | 'read:users'>,
  input: Window & { roleId: string },
): Promise<Windowed<RoleUser>> {
  const { tenantId } = access
  const { roleId } = input
  return read(access, (tx) =>
    readPage<RoleUser>(tx, input, {
      columns: sql`u.id, u.email, u.name, u.picture`,
      from: sql`user_roles ur JOIN users u ON u.tenant_id = ur.tenant_id AND u.id = ur.user_id
        WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId}`,
      counted: sql`user_roles ur WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId}`,
      requires: [{ exists: roleExists(tenantId, roleId) }],
      ...byId(input, sql`ur.user_id`),
      placeOf: ({ id }) => id,
    }),
  )
}

/** Each of more than `mostCounted` is one more. */
export interface TenantRoleUsage {
  /** At tenant level. */
  users: number
  /** The first five of them; none if the actor may not see who has which role. */
  names: string[]
  members: number
}

export async function tenantRoleUsage(tx: Tx, actor: TenantActor, roleId: string): Promise<TenantRoleUsage> {
  const { tenantId } = actor
  const users = {
    from: sql`user_roles ur WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId}`,
    order: sql`ur.role_id`,
  }
  const members = {
    from: sql`member_roles mr WHERE mr.tenant_id = ${tenantId} AND mr.role_id = ${roleId}`,
    order: sql`mr.role_id`,
  }
  const [row] = await tx.$queryRaw<[TenantRoleUsage]>(sql`
    SELECT ${countAtMost(mostCounted, users)} AS users, ${countAtMost(mostCounted, members)} AS members,
      ARRAY(SELECT u.name FROM user_roles ur JOIN users u ON u.tenant_id = ur.tenant_id AND u.id = ur.user_id
        WHERE ur.tenant_id = ${tenantId} AND ur.role_id = ${roleId} LIMIT 5) AS names`)
  return may(actor, 'read:role_members') ? row : { ...row, names: [] }
}
