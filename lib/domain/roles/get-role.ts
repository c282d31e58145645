import { may, mayGrant, type OrganizationAccess, type OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { authorizedCaller } from '../reauthorize'
import { byApi, catalogue, type CataloguedApi, type CataloguedPermission } from './catalogue'
import { type PermissionRef, refKey } from './permission-ref'
import { membersAboveActor } from './role-editor'
import { choicesAmong, type PermissionChoice } from './role-choices'
import { roleEditor, type RoleEditor } from './role-editor'
import type { NamedRole } from './role-input'
import {
  canSeeRoleMembers,
  canCountMembers,
  canCountInvitations,
  type RoleMember,
  usageOf,
} from './role-members'

type Access = OrganizationAccess<'read:organization_roles'>

export interface RoleDetails extends Editing {
  role: Omit<ListedRole, 'members'>
  /** With all permissions that the role gives here, or that are open to organizations; the portal first. */
  apis: CataloguedApi[]
  /** The first 25, by name; none where the actor may not see who holds which role. */
  holders: RoleMember[]
  /** Null, like the next two, where the actor may not know how many. */
  holderCount: number | null
  /** How many of them hold no other role; while there are any, it cannot be deleted. */
  soleHolders: number | null
  /** How many open invitations offer it. */
  invitations: number | null
}

interface Editing {
  /** Empty for a role that is not the organization’s own. */
  choices: PermissionChoice[]
  mayEdit: boolean
  /** Whether permissions may be taken out: nobody who holds the role may do more than the actor. */
  mayTake: boolean
  /** Besides that nobody holds this role alone. */
  mayDelete: boolean
}

const shownHolders = 25

/** @throws DomainError not_found for a role that is neither usable nor held here */
export function getRole(access: Access, roleId: string): Promise<RoleDetails> {
  return read(access, async (tx) => {
    const [listed] = await listedRoles(tx, access, sql`r.id = ${roleId}`)
    if (!listed) throw notFound()
    const { members, ...role } = listed
    const permissions = await catalogue(tx, access.tenantId, role.permissions)
    const { holders, soleHolders, invitations } = await usageOf(tx, access, { roleId, first: shownHolders })
    return {
      role,
      apis: byApi(permissions),
      ...(role.isOwn ? await editing(tx, access, { role: listed, permissions }) : notOwn),
      holders: canSeeRoleMembers(access) ? holders : [],
      holderCount: canCountMembers(access) ? members : null,
      soleHolders: canCountMembers(access) ? soleHolders : null,
      invitations: canCountInvitations(access) ? invitations : null,
    }
  })
}

const notOwn: Editing = { choices: [], mayEdit: false, mayTake: false, mayDelete: false }

async function editing(
  tx: Tx,
  access: Access,
  { role, permissions }: { role: ListedRole; permissions: CataloguedPermission[] },
): Promise<Editing> {
  const { power: grantable, beyond } = await roleEditor(tx, access, role.id)
  const reachesAll = beyond === 0
  const given = new Set(role.permissions.map(refKey))
  const ofPortal = permissions.filter((one) => one.isPortal && given.has(refKey(one))).map(({ name }) => name)
  const isWithin = mayGrant(grantable, ofPortal)
  const mayEdit = isWithin && may(access, 'update:organization_roles')
  return {
    choices: choicesAmong(permissions, { power: [...grantable], present: role.permissions }),
    mayEdit,
    mayTake: mayEdit && reachesAll,
    mayDelete: isWithin && reachesAll && may(access, 'delete:organization_roles'),
  }
}

export interface OwnRole extends ListedRole {
  /** Another one after every change. */
  version: string
}

export interface EditedRole {
  role: OwnRole
  editor: RoleEditor
  /** All roles of the organization and the tenant’s, this one too. */
  named: NamedRole[]
}

interface Row {
  refusal: string | null
  power: string[]
  beyond: number
  role: OwnRole | null
  named: NamedRole[]
}

/**
 * The organization’s own role with what an edit of it asks.
 * @throws DomainError not_found for every role that is not this organization’s own, and when the actor’s standing here has
 * ended
 */
export async function getOwnRole(tx: Tx, access: OrganizationActor, roleId: string): Promise<EditedRole> {
  const { tenantId, organizationId } = access
  const chosen = sql`r.id = ${roleId} AND r.usable_in = ${organizationId}`
  const more = sql`, extract(epoch FROM r.updated_at)::text AS version`
  const [row] = await tx.$queryRaw<Row[]>(sql`
    SELECT c.refusal, c.grantable AS power, ${membersAboveActor(access, roleId)} AS beyond,
      (SELECT to_jsonb(own) FROM (${selectRoles(access, { chosen, more })}) own) AS role,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name)), '[]') FROM roles n
       WHERE n.tenant_id = ${tenantId} AND n.usable_in IN ('*', ${organizationId})) AS named
    FROM ${authorizedCaller(access)} c`)
  if (!row?.role || row.refusal !== null) throw notFound()
  const { role, power: grantable, beyond, named } = row
  return { role, editor: { power: new Set(grantable), beyond }, named }
}

export interface MatrixRole extends Omit<ListedRole, 'members'> {
  /** How many members of this organization hold it; null where the actor may not know. */
  members: number | null
}

export interface RoleMatrix {
  /** With all permissions that a listed role gives here, or that are open to organizations; the portal first. */
  apis: CataloguedApi[]
  /** Usable here, or held by somebody here anyway; the mightiest first. */
  roles: MatrixRole[]
}

export function getRoleMatrix(access: OrganizationAccess<'read:organization_roles'>): Promise<RoleMatrix> {
  return read(access, async (tx) => {
    const roles = await listedRoles(tx, access)
    const given = new Map(roles.flatMap(({ permissions }) => permissions).map((ref) => [refKey(ref), ref]))
    return {
      roles: canCountMembers(access) ? roles : roles.map((role) => ({ ...role, members: null })),
      apis: byApi(await catalogue(tx, access.tenantId, [...given.values()])),
    }
  })
}

interface ListedRole {
  id: string
  name: string
  description: string
  isOwner: boolean
  /** Made by this organization and usable only here. */
  isOwn: boolean
  /** How many members of this organization hold it. */
  members: number
  /** What it gives here: of the portal nothing of tenant level. */
  permissions: PermissionRef[]
}

/** The roles usable in this organization, and those that members of it hold anyway; the mightiest first. */
function listedRoles(
  tx: Tx,
  organization: OrganizationActor,
  chosen: Sql = sql`true`,
): Promise<ListedRole[]> {
  return tx.$queryRaw<ListedRole[]>(selectRoles(organization, { chosen }))
}

/** @param more further columns of `roles r`, each after a comma */
function selectRoles(
  { tenantId, organizationId }: OrganizationActor,
  { chosen, more = sql`` }: { chosen: Sql; more?: Sql },
): Sql {
  return sql`
    SELECT r.id, r.name, r.description, r.is_owner AS "isOwner", r.usable_in <> '*' AS "isOwn",
      held.members, given.permissions${more}
    FROM roles r CROSS JOIN LATERAL (
      SELECT count(*)::int AS members FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = r.id
    ) held CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('apiId', rp.api_id, 'name', rp.name)
          ORDER BY rp.api_id, rp.name), '[]') AS permissions, count(*) AS size
      FROM role_permissions rp
      JOIN permissions pm ON pm.tenant_id = ${tenantId} AND pm.api_id = rp.api_id AND pm.name = rp.name
      JOIN apis a ON a.tenant_id = ${tenantId} AND a.id = rp.api_id
      WHERE rp.tenant_id = ${tenantId} AND rp.role_id = r.id AND (NOT a.is_portal OR pm.level = 'organization')
    ) given
    WHERE r.tenant_id = ${tenantId}
      AND (r.usable_in = ${organizationId} OR (r.usable_in = '*' AND (r.assignable OR held.members > 0)))
      AND ${chosen}
    ORDER BY r.is_owner DESC, given.size DESC, r.name`
}
