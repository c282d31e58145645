import type { TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change, read, unchanged, type ChangeResult } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { type Changes, changesOf } from '../changes-of'
import { type PermissionRef, refRows } from '../roles/permission-ref'
import { readRoleInput, type RoleInput } from '../roles/role-input'
import { type PermissionDifference, permissionDifference, permissionNames } from '../roles/role-permissions'
import { lockTenant } from '../tenants/lock-tenant'
import { assertOperatorLeft } from '../users/operators'
import { withdrawFromJoining } from './end-joining-with-role'
import { type EditableRole, readEditableRole, tenantRoleUsage, type TenantRoleUsage } from './queries'
import { roleHolders } from './read-tenant-role'
import { assertNameIsFree, assertOwnerRoleLeft, assertEveryoneStays } from './validate-role'

export interface TenantRoleEdit extends RoleInput {
  roleId: string
  assignable: boolean
  isOwner: boolean
}

const fields = ['name', 'description', 'assignable', 'isOwner'] as const
type Fields = Changes<Pick<EditableRole, (typeof fields)[number]>>

export interface TenantRoleReview {
  version: string
  fields: Fields
  difference: PermissionDifference
  usage: TenantRoleUsage
}

interface Preview {
  role: EditableRole
  fields: Fields
  difference: PermissionDifference
}

/** What a change would change, and for how many users. @throws DomainError as changeTenantRole() */
export function reviewTenantRole(
  access: TenantAccess<'update:roles'>,
  edit: TenantRoleEdit,
): Promise<TenantRoleReview> {
  return read(access, async (tx) => {
    const { role, ...changes } = await preview(tx, access.tenantId, edit)
    return { version: role.version, ...changes, usage: await tenantRoleUsage(tx, access, role.id) }
  })
}

/** @throws DomainError not_found; invalid; conflict (changed since the review; at `name`; for the last owner role) */
export function changeTenantRole(
  access: TenantAccess<'update:roles'>,
  edit: TenantRoleEdit & { version: string },
): Promise<{ name: string }> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      await lockTenant(tx, tenantId)
      const found = await preview(tx, tenantId, edit)
      if (found.role.version !== edit.version)
        throw new DomainError('conflict', 'This role changed while you were editing it. Review it again.')
      const { assignable, isOwner } = found.fields.after
      const mayBeLast = assignable === false || isOwner === false
      const save = () => write(tx, tenantId, found)
      const saved = await (mayBeLast ? assertOwnerRoleLeft(tx, tenantId, save) : save())
      if (found.difference.removes.length > 0) await assertOperatorLeft(tx, tenantId)
      return saved
    },
    { roles: [edit.roleId] },
  )
}

async function preview(tx: Tx, tenantId: string, edit: TenantRoleEdit): Promise<Preview> {
  const { permissions, ...wanted } = { ...edit, ...readRoleInput(edit) }
  const role = await readEditableRole(tx, tenantId, edit.roleId)
  const changes = changesOf(fields, role, wanted)
  assertEveryoneStays(role, changes.after)
  if (changes.after.name !== undefined)
    await assertNameIsFree(tx, tenantId, { name: changes.after.name, but: role.id })
  const difference = await permissionDifference(tx, tenantId, {
    present: role.permissions,
    wanted: permissions,
  })
  if (difference.adds.length < difference.missing)
    throw new DomainError('not_found', 'One or more of the permissions do not exist.', {
      field: 'permissions',
    })
  return { role, fields: changes, difference }
}

async function write(
  tx: Tx,
  tenantId: string,
  { role, fields: { before, after }, difference }: Preview,
): Promise<ChangeResult<{ name: string }>> {
  const { id } = role
  const name = after.name ?? role.name
  const { adds, removes } = difference
  const isOther = adds.length + removes.length > 0
  if (!isOther && Object.keys(after).length === 0) return unchanged({ name })
  const data = { ...after, updatedAt: new Date() }
  await tx.role.update({ where: { tenantId_id: { tenantId, id } }, data })
  await writePermissions(tx, tenantId, { roleId: id, adds, removes })
  const named = (permissions: PermissionDifference['before']) =>
    isOther ? { permissions: permissionNames(permissions) } : {}
  const left = after.isOwner === false ? await roleHolders(tx, tenantId, id) : null
  const joining = after.assignable === false || after.isOwner ? await withdrawFromJoining(tx, role) : []
  const event: Event = {
    type: 'role.changed',
    target: { kind: 'role', id, name },
    details: {
      before: { ...before, ...named(difference.before) },
      after: { ...after, ...named(difference.after) },
      ...(left ? { organizationsLeftWithoutOwner: left.organizationsWithoutAnotherOwner } : {}),
    },
  }
  return { result: { name }, events: [event, ...joining] }
}

async function writePermissions(
  tx: Tx,
  tenantId: string,
  {
    roleId,
    adds,
    removes,
  }: { roleId: string; adds: readonly PermissionRef[]; removes: readonly PermissionRef[] },
): Promise<void> {
  if (removes.length > 0)
    await tx.$executeRaw(sql`
      DELETE FROM role_permissions rp
      WHERE rp.tenant_id = ${tenantId} AND rp.role_id = ${roleId} AND (rp.api_id, rp.name) IN ${refRows(removes)}`)
  if (adds.length > 0)
    await tx.rolePermission.createMany({
      data: adds.map(({ apiId, name }) => ({ roleId, usableIn: '*', apiId, name })),
    })
}
