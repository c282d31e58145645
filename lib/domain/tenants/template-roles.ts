import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, read } from '@/lib/db/transaction'
import { findPermissions } from '@/lib/domain/apis/find-permissions'
import type { PermissionRef } from '@/lib/domain/roles/permission-ref'
import { parseRoleInput, type RoleInput } from '@/lib/domain/roles/role-input'
import { permissionNames } from '@/lib/domain/roles/catalogue'
import { assertNameIsFree } from '@/lib/domain/tenant-roles/validate-role'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lockTenant } from './lock-tenant'

export interface ListedTemplateRole {
  id: string
  name: string
  description: string
  /** A closed permission stays here, but is not copied until it is open again. */
  permissions: (PermissionRef & { isOpen: boolean })[]
}

export function listTemplateRoles(
  access: TenantAccess<'read:tenant_settings'>,
): Promise<ListedTemplateRole[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const roles = await tx.templateRole.findMany({
      where: { tenantId },
      select: {
        id: true,
        name: true,
        description: true,
        permissions: {
          select: { apiId: true, name: true, permission: { select: { openToOrganizations: true } } },
          orderBy: [{ apiId: 'asc' }, { name: 'asc' }],
        },
      },
      orderBy: { name: 'asc' },
    })
    return roles.map(({ permissions, ...role }) => ({
      ...role,
      permissions: permissions.map(({ permission, ...ref }) => ({
        ...ref,
        isOpen: permission.openToOrganizations,
      })),
    }))
  })
}

export interface TemplateRole extends RoleInput {
  /** Undefined for a new role. */
  id?: string | undefined
}

const most = 50

/** Existing organizations keep their roles. @throws DomainError not_found; invalid; conflict at `name` */
export function saveTemplateRole(
  access: TenantAccess<'update:tenant_settings'>,
  input: TemplateRole,
): Promise<{ id: string; name: string }> {
  const role = { id: input.id, ...parseRoleInput(input) }
  return change(access, (tx) => save(tx, access.tenantId, role))
}

async function save(
  tx: Tx,
  tenantId: string,
  input: TemplateRole,
): Promise<ChangeResult<{ id: string; name: string }>> {
  const { name, description, permissions } = input
  await lockTenant(tx, tenantId)
  const present = input.id === undefined ? null : await readRole(tx, tenantId, input.id)
  await assertNameIsFree(tx, tenantId, { name, but: input.id })
  const known = await findPermissions(tx, tenantId, permissions)
  if (!known.every(({ isOpen }) => isOpen))
    throw invalid('permissions', 'The template can only have permissions that are open to organizations.')
  const id = input.id ?? (await newRoleId(tx, tenantId))
  await tx.templateRole.upsert({
    where: { tenantId_id: { tenantId, id } },
    create: { id, name, description },
    update: { name, description },
  })
  await tx.templateRolePermission.deleteMany({ where: { tenantId, templateRoleId: id } })
  await tx.templateRolePermission.createMany({
    data: known.map(({ apiId, name }) => ({ templateRoleId: id, apiId, name })),
  })
  const after = { name, description, permissions: permissionNames(known) }
  return {
    result: { id, name },
    events: [
      {
        type: 'tenant.template_changed',
        target: { kind: 'template_role', id, name },
        details: { ...(present ? { before: present } : {}), after },
      },
    ],
  }
}

/** For the log. @throws DomainError not_found */
async function readRole(tx: Tx, tenantId: string, id: string) {
  const role = await tx.templateRole.findFirst({
    where: { tenantId, id },
    select: { name: true, description: true, permissions: { select: { apiId: true, name: true } } },
  })
  if (!role) throw notFound()
  return { ...role, permissions: permissionNames(await findPermissions(tx, tenantId, role.permissions)) }
}

async function newRoleId(tx: Tx, tenantId: string): Promise<string> {
  if ((await tx.templateRole.count({ where: { tenantId } })) >= most)
    throw new DomainError('too_many', `The template can have at most ${most} roles.`)
  return newId('templateRole')
}

/** Existing organizations keep theirs. @throws DomainError not_found */
export function deleteTemplateRole(
  access: TenantAccess<'update:tenant_settings'>,
  id: string,
): Promise<{ name: string }> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const role = await tx.templateRole.findFirst({ where: { tenantId, id }, select: { name: true } })
    if (!role) throw notFound()
    await tx.templateRole.delete({ where: { tenantId_id: { tenantId, id } } })
    const { name } = role
    return {
      result: role,
      events: [
        {
          type: 'tenant.template_changed',
          target: { kind: 'template_role', id, name },
          details: { before: { name }, after: null },
        },
      ],
    }
  })
}
