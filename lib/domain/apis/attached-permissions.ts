import type { TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { readPage } from '../read-page'
import { type CataloguedPermission, permissionNames } from '../roles/catalogue'
import { type PermissionRef, refKey, refRows } from '../roles/permission-ref'
import { lockTenantRole, roleExists, touchRole } from '../tenant-roles/read-tenant-role'
import { lockUser, userExists } from '../users/lock-users'
import { assertOperatorLeft } from '../users/operators'
import type { OffsetWindow, Windowed } from '../window'
import {
  findPermissions,
  type ListedPermission,
  listPermissions,
  type PermissionInput,
} from './find-permissions'

interface Holder {
  table: Sql
  /** What a row has besides the permission. */
  columns: Sql
  values: (id: string) => Sql
  which: (tenantId: string, id: string) => Sql
  exists: (tenantId: string, id: string) => Sql
  lock: (tx: Tx, tenantId: string, id: string) => Promise<NonNullable<Event['target']>>
  limit: string
  added: Pick<Event, 'type'>
  removed: Pick<Event, 'type'>
  onChange?: (tx: Tx, tenantId: string, id: string) => Promise<void>
}

const most = 1000

/** The permissions of a tenant role, and those that a user was given directly. */
const holders = {
  role: {
    table: sql`role_permissions AS x`,
    columns: sql`role_id, usable_in`,
    values: (id) => sql`${id}, '*'`,
    which: (tenantId, id) => sql`x.tenant_id = ${tenantId} AND x.role_id = ${id}`,
    exists: roleExists,
    lock: async (tx, tenantId, id) => {
      const { name } = await lockTenantRole(tx, tenantId, id)
      return { kind: 'role', id, name }
    },
    limit: `A role can have at most ${most} permissions.`,
    added: { type: 'role.permissions_added' },
    removed: { type: 'role.permissions_removed' },
    onChange: touchRole,
  },
  user: {
    table: sql`user_permissions AS x`,
    columns: sql`user_id`,
    values: (id) => sql`${id}`,
    which: (tenantId, id) => sql`x.tenant_id = ${tenantId} AND x.user_id = ${id}`,
    exists: userExists,
    lock: async (tx, tenantId, id) => {
      const { name, email } = await lockUser(tx, tenantId, id)
      return { kind: 'user', id, name, email }
    },
    limit: `A user can be given at most ${most} permissions directly.`,
    added: { type: 'user.permissions_given' },
    removed: { type: 'user.permissions_taken' },
  },
} satisfies Record<string, Holder>

export type HolderKind = keyof typeof holders

interface Input {
  id: string
  permissions: readonly PermissionInput[]
}

/** Returns how many it did not have. @throws DomainError not_found, too_many */
export function addPermissionsTo<K extends HolderKind>(
  access: TenantAccess<`update:${NoInfer<K>}s`>,
  kind: K,
  { id, permissions }: Input,
): Promise<number> {
  const { tenantId } = access
  const { table, columns, values, which, lock, limit, added, onChange }: Holder = holders[kind]
  return change(
    access,
    async (tx) => {
      const target = await lock(tx, tenantId, id)
      const known = await findPermissions(tx, tenantId, permissions)
      const rows = await tx.$queryRaw<PermissionRef[]>(sql`
        INSERT INTO ${table} (api_id, name, ${columns})
        SELECT p.api_id, p.name, ${values(id)} FROM ${refRows(known)} AS p (api_id, name)
        ON CONFLICT DO NOTHING RETURNING x.api_id AS "apiId", x.name`)
      if (rows.length === 0) return unchanged(0)
      const [count] = await tx.$queryRaw<{ rows: number }[]>(
        sql`SELECT count(*)::int AS rows FROM ${table} WHERE ${which(tenantId, id)}`,
      )
      if (count && count.rows > most) throw new DomainError('too_many', limit)
      await onChange?.(tx, tenantId, id)
      return changed({ ...added, target }, known, rows)
    },
    { [`${kind}s`]: [id] },
  )
}

/** Returns how many it had. @throws DomainError not_found; conflict if no operator is left, if one must be */
export function removePermissionsFrom<K extends HolderKind>(
  access: TenantAccess<`update:${NoInfer<K>}s`>,
  kind: K,
  { id, permissions, mustLeaveOperator = false }: Input & { mustLeaveOperator?: boolean },
): Promise<number> {
  const { tenantId } = access
  const { table, which, lock, removed, onChange }: Holder = holders[kind]
  return change(
    access,
    async (tx) => {
      const target = await lock(tx, tenantId, id)
      const known = await findPermissions(tx, tenantId, permissions)
      const rows = await tx.$queryRaw<PermissionRef[]>(sql`
        DELETE FROM ${table}
        WHERE ${which(tenantId, id)} AND (x.api_id, x.name) IN ${refRows(known)}
        RETURNING x.api_id AS "apiId", x.name`)
      if (rows.length === 0) return unchanged(0)
      if (mustLeaveOperator) await assertOperatorLeft(tx, tenantId)
      await onChange?.(tx, tenantId, id)
      return changed({ ...removed, target }, known, rows)
    },
    { [`${kind}s`]: [id] },
  )
}

/** @param rows those of the known permissions that were written */
function changed(
  event: Event,
  known: readonly CataloguedPermission[],
  rows: readonly PermissionRef[],
): ChangeResult<number> {
  const keys = new Set(rows.map(refKey))
  const permissions = permissionNames(known.filter((permission) => keys.has(refKey(permission))))
  return { result: rows.length, events: [{ ...event, details: { permissions } }] }
}

/** @throws DomainError not_found */
export function listPermissionsOf<K extends HolderKind>(
  access: TenantAccess<`read:${NoInfer<K>}s`>,
  kind: K,
  { id, ...window }: OffsetWindow & { id: string },
): Promise<Omit<Windowed<ListedPermission>, 'next'>> {
  const { tenantId } = access
  const { table, which, exists }: Holder = holders[kind]
  return read(access, (tx) =>
    readPage(tx, window, {
      ...listPermissions(table, which(tenantId, id)),
      requires: [{ exists: exists(tenantId, id) }],
    }),
  )
}
