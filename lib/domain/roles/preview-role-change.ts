import { type OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import type { CataloguedPermission } from './catalogue'
import { getOwnRole, type OwnRole } from './get-role'
import { assertMayAdd, assertMayRemove, assertMayEdit } from './role-editor'
import { assertNameIsUnused, readRoleInput, type RoleInput } from './role-input'
import { canSeeRoleMembers, usageOf } from './role-members'
import { permissionDifference, type PermissionDifference } from './role-permissions'

export interface RoleEditInput extends RoleInput {
  roleId: string
  version?: string
}

export interface RoleEdit {
  role: OwnRole
  wanted: RoleInput
  difference: PermissionDifference
}

/** @throws DomainError invalid, not_found, conflict (changed meanwhile, or the name), not_yours_to_give */
export async function previewRoleChange(
  tx: Tx,
  access: OrganizationAccess<'update:organization_roles'>,
  edit: RoleEditInput,
): Promise<RoleEdit> {
  const input = readRoleInput(edit)
  const { role, editor, named } = await getOwnRole(tx, access, edit.roleId)
  if (edit.version !== undefined && edit.version !== role.version) throw changedMeanwhile()
  const difference = await permissionDifference(tx, access.tenantId, {
    present: role.permissions,
    wanted: input.permissions,
  })
  assertMayEdit(editor, difference.before)
  assertMayAdd(editor, { adds: difference.adds, wanted: difference.missing })
  if (difference.removes.length > 0) assertMayRemove(editor)
  const others = named.filter(({ id }) => id !== role.id)
  if (input.name !== role.name) assertNameIsUnused(input.name, others)
  return { role, wanted: input, difference }
}

function changedMeanwhile(): DomainError {
  return new DomainError('conflict', 'This role changed while you were editing it. Review it again.')
}

export interface ReviewedPermission {
  apiName: string
  name: string
  description: string
}

export interface RoleReview {
  /** Sent with the change, so that it applies to the role as reviewed. */
  version: string
  name?: { before: string; after: string }
  description?: { before: string; after: string }
  adds: ReviewedPermission[]
  removes: ReviewedPermission[]
  /** At most five names; none if the actor may not see who has which role. */
  holders: { names: string[]; count: number }
  invitations: number
}

const shownNames = 5

/** @throws DomainError as changeOrganizationRole() */
export function reviewOrganizationRole(
  access: OrganizationAccess<'update:organization_roles'>,
  edit: Omit<RoleEditInput, 'version'>,
): Promise<RoleReview> {
  return read(access, async (tx) => {
    const { role, wanted: input, difference } = await previewRoleChange(tx, access, edit)
    const { holders, invitations } = await usageOf(tx, access, { roleId: role.id, first: shownNames })
    const shown = canSeeRoleMembers(access) ? holders : []
    return {
      version: role.version,
      ...(role.name === input.name ? {} : { name: { before: role.name, after: input.name } }),
      ...(role.description === input.description
        ? {}
        : { description: { before: role.description, after: input.description } }),
      adds: difference.adds.map(reviewed),
      removes: difference.removes.map(reviewed),
      holders: { names: shown.map(({ name }) => name), count: role.members },
      invitations,
    }
  })
}

function reviewed({ apiName, name, description }: CataloguedPermission): ReviewedPermission {
  return { apiName, name, description }
}
