import type { TenantAccess } from '@/lib/access'
import { change, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { findPermissions } from '@/lib/domain/apis/find-permissions'
import { parseWantedRole, type WantedRole } from '@/lib/domain/roles/parse-wanted-role'
import { permissionNames } from '@/lib/domain/roles/role-permissions'
import { refuseTakenName } from '@/lib/domain/tenant-roles/refuse-taken-name'
import { DomainError, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lockTenant } from '../lock-tenant'

export interface TemplateRole extends WantedRole {
  /** The id of the role to replace; undefined for a new role. */
  id?: string | undefined
}
interface Written {
  name: string
  description: string
  permissions: string[]
}

const most = 50

/**
 * Creates a role of the template, or replaces one as a whole. Existing organizations keep the roles they have.
 * @throws DomainError not_found; invalid (also for a permission that is closed to organizations); conflict at `name`
 */
export function saveTemplateRole(
  access: TenantAccess<'update:tenant_settings'>,
  wanted: TemplateRole,
): Promise<{ id: string; name: string }> {
  const role = { id: wanted.id, ...parseWantedRole(wanted) }
  return change(access, (tx) => save(tx, access.tenantId, role))
}

async function save(
  tx: Tx,
  tenantId: string,
  wanted: TemplateRole,
): Promise<ChangeResult<{ id: string; name: string }>> {
  const { name, description, permissions } = wanted
  await lockTenant(tx, tenantId)
  const present = wanted.id === undefined ? null : await readRole(tx, tenantId, wanted.id)
  await refuseTakenName(tx, tenantId, { name, but: wanted.id })
  const known = await findPermissions(tx, tenantId, permissions)
  if (!known.every(({ isOpen }) => isOpen))
    throw new DomainError('invalid', 'The template takes only permissions that are open to organizations.', {
      field: 'permissions',
    })
  const id = wanted.id ?? (await makeRole(tx, tenantId))
  await tx.templateRole.upsert({
    where: { tenantId_id: { tenantId, id } },
    create: { id, name, description },
    update: { name, description },
  })
  await tx.templateRolePermission.deleteMany({ where: { tenantId, templateRoleId: id } })
  await tx.templateRolePermission.createMany({
    data: known.map((permission) => ({ templateRoleId: id, apiId: permission.apiId, name: permission.name })),
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

async function readRole(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<Written & Record<string, string | string[]>> {
  const role = await tx.templateRole.findFirst({
    where: { tenantId, id },
    select: { name: true, description: true, permissions: { select: { apiId: true, name: true } } },
  })
  if (!role) throw notFound()
  const { name, description } = role
  return {
    name,
    description,
    permissions: permissionNames(await findPermissions(tx, tenantId, role.permissions)),
  }
}

async function makeRole(tx: Tx, tenantId: string): Promise<string> {
  if ((await tx.templateRole.count({ where: { tenantId } })) >= most)
    throw new DomainError('too_many', `The template can have at most ${most} roles.`)
  return newId('templateRole')
}
