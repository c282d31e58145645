import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation } from '@/lib/db/request-context'
import { changeLocked, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import {
  type CataloguedPermission,
  permissionDifference,
  type PermissionDifference,
  permissionNames,
} from './catalogue'
import { getOwnRole, type OwnRole } from './get-role'
import type { PermissionRef } from './permission-ref'
import { assertMayAdd, assertMayEdit, assertMayRemove, notOpen } from './role-editor'
import { assertNameIsUnused, nameTaken, parseRoleInput, type RoleInput } from './role-input'
import { canSeeRoleMembers, usageOf } from './role-members'

type Access = OrganizationAccess<'update:organization_roles'>

export interface RoleEditInput extends RoleInput {
  roleId: string
  /** As reviewOrganizationRole() returned it. */
  version?: string
}

interface RoleEdit {
  role: OwnRole
  input: RoleInput
  difference: PermissionDifference
}

/** @throws DomainError invalid, not_found, conflict (changed meanwhile, or the name), not_yours_to_give */
async function preview(tx: Tx, access: Access, edit: RoleEditInput): Promise<RoleEdit> {
  const input = parseRoleInput(edit)
  const { role, editor, named } = await getOwnRole(tx, access, edit.roleId)
  if (edit.version !== undefined && edit.version !== role.version)
    throw new DomainError('conflict', 'This role changed while you were editing it. Review it again.')
  const difference = await permissionDifference(tx, access.tenantId, {
    present: role.permissions,
    input: input.permissions,
  })
  assertMayEdit(editor, difference.before)
  assertMayAdd(editor, difference)
  if (difference.removes.length > 0) assertMayRemove(editor)
  const others = named.filter(({ id }) => id !== role.id)
  if (input.name !== role.name) assertNameIsUnused(input.name, others)
  return { role, input, difference }
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
  access: Access,
  edit: Omit<RoleEditInput, 'version'>,
): Promise<RoleReview> {
  return read(access, async (tx) => {
    const { role, input, difference } = await preview(tx, access, edit)
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

/**
 * Refuses if the role has more Management permissions than the editor, before or after the change, or if a permission is
 * removed while a member with more Management permissions than the editor has the role.
 * @throws DomainError invalid, not_found, conflict (changed meanwhile, or the name), not_yours_to_give
 */
export function changeOrganizationRole(
  access: Access,
  input: RoleEditInput & { version: string },
): Promise<{ name: string }> {
  return changeLocked(access, (tx) => save(tx, access, input)).catch(
    onUniqueViolation(() => nameTaken(input.name)),
  )
}

async function save(tx: Tx, access: Access, change: RoleEditInput): Promise<ChangeResult<{ name: string }>> {
  const edit = await preview(tx, access, change)
  const { id } = edit.role
  const { name } = edit.input
  const details = detailsOf(edit)
  if (Object.keys(details.after).length === 0) return unchanged({ name })
  await write(tx, access, edit)
  return { result: { name }, events: [{ type: 'role.changed', target: { kind: 'role', id, name }, details }] }
}

/** @throws DomainError not_yours_to_give when an added permission was closed or deleted meanwhile */
async function write(
  tx: Tx,
  { organizationId }: Access,
  { role, input: { name, description }, difference: { adds, removes } }: RoleEdit,
): Promise<void> {
  const change = JSON.stringify({ name, description, adds: adds.map(refOf), removes: removes.map(refOf) })
  const [row] = await tx.$queryRaw<[{ added: number }]>`
    SELECT foyer.change_organization_role(${organizationId}, ${role.id}, ${change}::jsonb) AS added`
  if (row.added < adds.length) throw notOpen()
}

function refOf({ apiId, name }: PermissionRef): PermissionRef {
  return { apiId, name }
}

function detailsOf({ role, input, difference }: RoleEdit) {
  const { before, after } = changesOf(['name', 'description'], role, input)
  const hasOtherPermissions = difference.adds.length + difference.removes.length > 0
  const permissions = (among: CataloguedPermission[]) =>
    hasOtherPermissions ? { permissions: permissionNames(among) } : {}
  return {
    before: { ...before, ...permissions(difference.before) },
    after: { ...after, ...permissions(difference.after) },
  }
}
