import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import type { PermissionRef } from './permission-ref'
import { previewRoleChange, type RoleEdit, type RoleEditInput } from './preview-role-change'
import { notOpen } from './role-editor'
import { orNameTaken } from './role-input'
import { permissionNames } from './role-permissions'

type Access = OrganizationAccess<'update:organization_roles'>
/** The version that reviewOrganizationRole() returned. */
export type RoleChange = RoleEditInput & { version: string }

/**
 * Refused if the role, before or after, has more Management permissions than the editor, or if a permission is
 * removed while a member with more Management permissions than the editor has the role.
 * @throws DomainError invalid, not_found, conflict (changed meanwhile, or the name), not_yours_to_give
 */
export async function changeOrganizationRole(access: Access, input: RoleChange): Promise<{ name: string }> {
  try {
    return await changeLocked(access, (tx) => save(tx, access, input))
  } catch (error) {
    throw orNameTaken(error, input.name)
  }
}

async function save(tx: Tx, access: Access, input: RoleChange): Promise<ChangeResult<{ name: string }>> {
  const edit = await previewRoleChange(tx, access, input)
  const { id } = edit.role
  const { name } = edit.wanted
  const details = detailsOf(edit)
  if (Object.keys(details.after).length === 0) return unchanged({ name })
  await write(tx, access, edit)
  const event: Event = { type: 'role.changed', target: { kind: 'role', id, name }, details }
  return { result: { name }, events: [event] }
}

/** @throws DomainError not_yours_to_give when an added permission was closed or deleted meanwhile */
async function write(
  tx: Tx,
  { organizationId }: Access,
  { role, wanted: input, difference }: RoleEdit,
): Promise<void> {
  const { name, description } = input
  const { adds, removes } = difference
  const change = JSON.stringify({ name, description, adds: adds.map(refOf), removes: removes.map(refOf) })
  const [row] = await tx.$queryRaw<[{ added: number }]>`
    SELECT foyer.change_organization_role(${organizationId}, ${role.id}, ${change}::jsonb) AS added`
  if (row.added < adds.length) throw notOpen()
}

function refOf({ apiId, name }: PermissionRef): PermissionRef {
  return { apiId, name }
}

function detailsOf({ role, wanted: input, difference: { before, after, adds, removes } }: RoleEdit) {
  const isNamed = role.name !== input.name
  const isDescribed = role.description !== input.description
  const isOther = adds.length + removes.length > 0
  return {
    before: {
      ...(isNamed ? { name: role.name } : {}),
      ...(isDescribed ? { description: role.description } : {}),
      ...(isOther ? { permissions: permissionNames(before) } : {}),
    },
    after: {
      ...(isNamed ? { name: input.name } : {}),
      ...(isDescribed ? { description: input.description } : {}),
      ...(isOther ? { permissions: permissionNames(after) } : {}),
    },
  }
}
