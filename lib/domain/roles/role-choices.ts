import { mayGrant, type OrganizationAccess, type OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { reauthorize } from '../reauthorize'
import { byApi, catalogue, type CataloguedApi, type CataloguedPermission } from './catalogue'
import { isOffered, type PermissionRef, portalPermissions, refKey } from './permission-ref'

export interface PermissionChoice extends PermissionRef {
  /** Open, or in the role already; of the portal’s permissions, only those that the actor may grant. */
  mayChoose: boolean
}

export function choicesAmong(
  permissions: readonly CataloguedPermission[],
  { grantable, present }: { grantable: readonly string[]; present: readonly PermissionRef[] },
): PermissionChoice[] {
  const [within, kept] = [new Set(grantable), new Set(present.map(refKey))]
  return permissions.map(({ apiId, name, isPortal, isOpen }) => ({
    apiId,
    name,
    mayChoose: (isOpen || kept.has(refKey({ apiId, name }))) && (!isPortal || within.has(name)),
  }))
}

export interface RoleChoices {
  apis: CataloguedApi[]
  choices: PermissionChoice[]
}

export function getRoleChoices(
  access: OrganizationAccess<'create:organization_roles'>,
): Promise<RoleChoices> {
  return read(access, async (tx) => {
    const open = await catalogue(tx, access.tenantId, [])
    const { grantablePermissions: grantable } = await reauthorize(tx, access)
    return { apis: byApi(open), choices: choicesAmong(open, { grantable, present: [] }) }
  })
}

export interface AssignableRole {
  id: string
  name: string
  description: string
  usableIn: string
  isOwner: boolean
  /** What new members get unless another role is chosen. */
  isDefault: boolean
}

export async function listAssignableRoles(
  tx: Tx,
  access: OrganizationActor,
): Promise<{ roles: AssignableRole[]; defaultRoleId: string | null; grantable: string[] }> {
  const { grantablePermissions: grantable } = await reauthorize(tx, access)
  return { grantable, ...(await assignableWithin(tx, access, new Set(grantable))) }
}

export async function assignableWithin(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  grantable: ReadonlySet<string>,
): Promise<{ roles: AssignableRole[]; defaultRoleId: string | null }> {
  const offered = await tx.$queryRaw<Offered[]>(sql`
    SELECT r.id, r.name, r.description, r.usable_in AS "usableIn", r.is_owner AS "isOwner", r.joins,
      ${portalPermissions(tenantId)} AS permissions
    FROM roles r
    WHERE r.tenant_id = ${tenantId} AND ${isOffered(organizationId)}
    ORDER BY r.is_owner DESC, r.created_at, r.name`)
  const roles = offered.filter(({ permissions }) => mayGrant(grantable, permissions))
  const first = defaultRoleId(roles)
  return {
    defaultRoleId: first,
    roles: roles.map(({ joins: _, permissions: __, ...role }) => ({ ...role, isDefault: role.id === first })),
  }
}

type Offered = Omit<AssignableRole, 'isDefault'> & { joins: boolean; permissions: string[] }

interface DefaultCandidate {
  id: string
  /** The tenant’s role for new members. */
  joins: boolean
  permissions: readonly string[]
}

/** The tenant’s role for new members, otherwise the one with the fewest permissions. */
export function defaultRoleId(assignable: readonly DefaultCandidate[]): string | null {
  const fewestFirst = assignable.toSorted((a, b) => a.permissions.length - b.permissions.length)
  return (assignable.find(({ joins }) => joins) ?? fewestFirst[0])?.id ?? null
}

export function getAssignableRoles(access: OrganizationAccess): Promise<AssignableRole[]> {
  return read(access, async (tx) => (await listAssignableRoles(tx, access)).roles)
}

/** The same error for unknown roles and other organizations’ roles: it must not tell which exist. */
export class UnknownRoles extends DomainError {
  constructor(
    readonly ids: readonly string[],
    at: { field?: string },
  ) {
    super('not_yours_to_give', notYours, at)
  }
}

const notYours = 'You cannot assign one of these roles. Choose others.'

interface ChosenRoles {
  ids: readonly string[]
  field?: string
  /** By default, all roles that the actor can assign. */
  givable?: readonly AssignableRole[]
}

/** @throws DomainError invalid (none chosen), not_yours_to_give */
export async function chosenRoles(
  tx: Tx,
  access: OrganizationActor,
  chosen: ChosenRoles,
): Promise<AssignableRole[]> {
  const at = chosen.field === undefined ? {} : { field: chosen.field }
  const ids = [...new Set(chosen.ids)]
  if (ids.length === 0) throw new DomainError('invalid', 'Choose at least one role.', at)
  const givable = chosen.givable ?? (await listAssignableRoles(tx, access)).roles
  const roles = givable.filter(({ id }) => ids.includes(id))
  if (roles.length === ids.length) return roles
  throw notAssignable(access, await unknownOf(tx, access, ids), at)
}

/** At tenant level, permissions keep nobody from assigning a role: it is one that organizations cannot have. */
export function notAssignable(
  { isTenantLevel }: Pick<OrganizationActor, 'isTenantLevel'>,
  unknown: readonly string[],
  at: { field?: string } = {},
): DomainError {
  if (unknown.length > 0) return new UnknownRoles(unknown, at)
  return new DomainError('not_yours_to_give', isTenantLevel ? notForOrganizations : notYours, at)
}

const notForOrganizations =
  'One of these roles is not assignable in organizations. To change that, check “Assignable” on its page in the console, or PATCH the role with {"assignable": true}. A role that everyone has cannot be assigned.'

async function unknownOf(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  ids: readonly string[],
): Promise<string[]> {
  const known = await tx.role.findMany({
    where: { tenantId, id: { in: [...ids] }, usableIn: { in: ['*', organizationId] } },
    select: { id: true },
  })
  return ids.filter((id) => !known.some((role) => role.id === id))
}

/** The role of people who join by themselves. @throws DomainError invalid, not_yours_to_give, at the field */
export async function chosenJoinRole(
  tx: Tx,
  access: OrganizationActor,
  { id, field }: { id: string; field: string },
): Promise<AssignableRole> {
  const { roles } = await listAssignableRoles(tx, access)
  const givable = roles.filter(({ isOwner }) => !isOwner)
  const [role] = await chosenRoles(tx, access, { givable, ids: [id], field })
  if (!role) throw invalid(field, 'Choose a role.')
  return role
}
