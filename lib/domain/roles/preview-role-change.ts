import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { getOwnRole, type OwnRole } from './get-own-role'
import { parseWantedRole, type WantedRole } from './parse-wanted-role'
import { assertMayAdd, assertMayTake, assertMayTouch } from './role-editor'
import { assertNameIsUnused } from './role-name'
import { permissionDifference, type PermissionDifference } from './role-permissions'

export interface WantedEdit extends WantedRole {
  roleId: string
  /** Of the role that was looked at; without one it is looked at now. */
  version?: string
}

export interface RoleEdit {
  role: OwnRole
  wanted: WantedRole
  difference: PermissionDifference
}

/**
 * What an edit of the organization’s own role would change, with all that stands against it.
 * @throws DomainError invalid, not_found, conflict (changed meanwhile, or the name), not_yours_to_give
 */
export async function previewRoleChange(
  tx: Tx,
  access: OrganizationAccess<'update:organization_roles'>,
  edit: WantedEdit,
): Promise<RoleEdit> {
  const wanted = parseWantedRole(edit)
  const { role, editor, named } = await getOwnRole(tx, access, edit.roleId)
  if (edit.version !== undefined && edit.version !== role.version) throw changedMeanwhile()
  const difference = await permissionDifference(tx, access.tenantId, {
    present: role.permissions,
    wanted: wanted.permissions,
  })
  assertMayTouch(editor, difference.before)
  assertMayAdd(editor, { adds: difference.adds, wanted: difference.missing })
  if (difference.removes.length > 0) assertMayTake(editor)
  const others = named.filter(({ id }) => id !== role.id)
  if (wanted.name !== role.name) assertNameIsUnused(wanted.name, others)
  return { role, wanted, difference }
}

function changedMeanwhile(): DomainError {
  return new DomainError('conflict', 'This role changed while you were editing it. Look at it again.')
}
