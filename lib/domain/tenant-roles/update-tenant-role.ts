import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { type Changes, changesOf } from '../changes-of'
import { keepingOwners, organizationsOfOwnerRole } from '../members/keep-owners'
import { type PermissionDifference, permissionDifference, permissionNames } from '../roles/catalogue'
import { type PermissionRef, refRows } from '../roles/permission-ref'
import { parseRoleInput, type RoleInput } from '../roles/role-input'
import { lockTenant } from '../tenants/lock-tenant'
import { assertOperatorLeft } from '../users/operators'
import { withdrawFromJoining } from './end-joining-with-role'
import { type EditableRole, readEditableRole, tenantRoleUsage, type TenantRoleUsage } from './queries'
import { roleHolders, type TenantRole } from './read-tenant-role'
import { assertEveryoneStays, assertNameIsFree, assertOwnerRoleLeft } from './validate-role'

/** All fields, as the console edits them. */
export interface TenantRoleEdit extends RoleInput {
  roleId: string
  assignable: boolean
  isOwner: boolean
}

export interface TenantRoleUpdate {
  roleId: string
  name?: string | undefined
  description?: string | undefined
  permissions?: readonly PermissionRef[] | undefined
  /** False: members who have it keep it. */
  assignable?: boolean | undefined
  isOwner?: boolean | undefined
  /** Read-only: must equal the current value. */
  everyone?: boolean | undefined
  /** As reviewTenantRole() returned it. */
  version?: string
}

const fields = ['name', 'description', 'assignable', 'isOwner'] as const

interface Preview {
  role: EditableRole
  fields: Changes<Pick<EditableRole, (typeof fields)[number]>>
  difference: PermissionDifference
}

export interface TenantRoleReview extends Omit<Preview, 'role'> {
  version: string
  usage: TenantRoleUsage
}

/** Returns what an update would change, and for how many users. @throws DomainError as updateTenantRole() */
export function reviewTenantRole(
  access: TenantAccess<'update:roles'>,
  edit: TenantRoleEdit,
): Promise<TenantRoleReview> {
  return read(access, async (tx) => {
    const { role, ...changes } = await preview(tx, access.tenantId, edit)
    return { version: role.version, ...changes, usage: await tenantRoleUsage(tx, access, role.id) }
  })
}

interface UpdatedTenantRole {
  role: TenantRole
  organizationsLeftWithoutOwner: number
}

/** @throws DomainError not_found; invalid; last_owner, unless the caller may remove it; conflict (changed since the review; at `name`; for the last owner role) */
export function updateTenantRole(
  access: TenantAccess<'update:roles'>,
  input: TenantRoleUpdate,
): Promise<UpdatedTenantRole> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      await lockTenant(tx, tenantId)
      const found = await preview(tx, tenantId, input)
      if (input.version !== undefined && input.version !== found.role.version)
        throw new DomainError('conflict', 'This role changed while you were editing it. Review it again.')
      const { assignable, isOwner } = found.fields.after
      const mayBeLast = assignable === false || isOwner === false
      const save = () => write(tx, tenantId, found)
      const owning = { access, among: organizationsOfOwnerRole(tenantId, input.roleId) }
      const keeping = () => (isOwner === false ? keepingOwners(tx, owning, save) : save())
      const saved = await (mayBeLast ? assertOwnerRoleLeft(tx, tenantId, keeping) : save())
      if (found.difference.removes.length > 0) await assertOperatorLeft(tx, tenantId)
      return saved
    },
    { roles: [input.roleId] },
  )
}

const samePermissions: PermissionDifference = { before: [], after: [], adds: [], removes: [], requested: 0 }

async function preview(tx: Tx, tenantId: string, input: TenantRoleUpdate): Promise<Preview> {
  const { permissions, ...parsed } = parseRoleInput(input)
  const role = await readEditableRole(tx, tenantId, input.roleId)
  if (input.everyone !== undefined && input.everyone !== role.everyone)
    throw invalid('everyone', 'The role that everyone has cannot be replaced.')
  const { assignable, isOwner } = input
  const changes = changesOf(fields, role, { ...parsed, assignable, isOwner })
  assertEveryoneStays(role, changes.after)
  if (changes.after.name !== undefined)
    await assertNameIsFree(tx, tenantId, { name: changes.after.name, but: role.id })
  const difference = permissions
    ? await permissionDifference(tx, tenantId, { present: role.permissions, input: permissions })
    : samePermissions
  if (difference.adds.length < difference.requested)
    throw new DomainError('not_found', 'One or more of the permissions do not exist.', {
      field: 'permissions',
    })
  return { role, fields: changes, difference }
}

async function write(
  tx: Tx,
  tenantId: string,
  { role, fields: { before, after }, difference }: Preview,
): Promise<ChangeResult<UpdatedTenantRole>> {
  const { id } = role
  const hasOtherPermissions = difference.adds.length + difference.removes.length > 0
  if (!hasOtherPermissions && Object.keys(after).length === 0)
    return unchanged({ role, organizationsLeftWithoutOwner: 0 })
  // Read before the role loses its mark: it counts only owner roles.
  const left = after.isOwner === false ? await roleHolders(tx, tenantId, id) : null
  const organizationsLeftWithoutOwner = left?.organizationsWithoutAnotherOwner ?? 0
  const data = { ...after, updatedAt: new Date() }
  await tx.role.update({ where: { tenantId_id: { tenantId, id } }, data })
  await writePermissions(tx, tenantId, { id, ...difference })
  const joining = after.assignable === false || after.isOwner ? await withdrawFromJoining(tx, role) : []
  const permissions = (among: PermissionDifference['before']) =>
    hasOtherPermissions ? { permissions: permissionNames(among) } : {}
  const details = {
    before: { ...before, ...permissions(difference.before) },
    after: { ...after, ...permissions(difference.after) },
    ...(left ? { organizationsLeftWithoutOwner } : {}),
  }
  const updated = { ...role, ...after }
  const target = { kind: 'role', id, name: updated.name }
  return {
    result: { role: updated, organizationsLeftWithoutOwner },
    events: [{ type: 'role.changed', target, details }, ...joining],
  }
}

async function writePermissions(
  tx: Tx,
  tenantId: string,
  { id: roleId, adds, removes }: Pick<PermissionDifference, 'adds' | 'removes'> & { id: string },
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
