import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { findPermissions } from '../apis/find-permissions'
import type { PermissionRef } from '../roles/permission-ref'
import { parseRoleInput } from '../roles/role-input'
import { permissionNames } from '../roles/catalogue'
import { lockTenant } from '../tenants/lock-tenant'
import { readTenantRole, type TenantRole } from './read-tenant-role'
import { assertNameIsFree } from './validate-role'

export interface NewTenantRole {
  name: string
  description?: string | undefined
  assignable?: boolean | undefined
  isOwner?: boolean | undefined
  permissions?: readonly PermissionRef[] | undefined
}

const mostRoles = 1000

/** @throws DomainError invalid; conflict at `name`; too_many */
export function createTenantRole(
  access: TenantAccess<'create:roles'>,
  input: NewTenantRole,
): Promise<TenantRole> {
  const { name, description, permissions } = parseRoleInput({
    name: input.name,
    description: input.description ?? '',
    permissions: input.permissions ?? [],
  })
  const { assignable = false, isOwner = false } = input
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    await assertNameIsFree(tx, tenantId, { name })
    if ((await tx.role.count({ where: { tenantId, usableIn: '*' } })) >= mostRoles)
      throw new DomainError('too_many', `There can be at most ${mostRoles} roles.`)
    const id = newId('role')
    const after = { name, description, assignable, isOwner }
    await tx.role.create({ data: { id, ...after } })
    const known = permissions.length === 0 ? [] : await findPermissions(tx, tenantId, permissions)
    await tx.rolePermission.createMany({
      data: known.map((one) => ({ roleId: id, usableIn: '*', apiId: one.apiId, name: one.name })),
    })
    const given = known.length === 0 ? {} : { permissions: permissionNames(known) }
    const details = { after: { ...after, ...given } }
    return {
      result: await readTenantRole(tx, tenantId, id),
      events: [{ type: 'role.created', target: { kind: 'role', id, name }, details }],
    }
  })
}
