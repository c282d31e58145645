import { may, mayGrant, type OrganizationAccess, type OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { countAtMost, mostCounted } from '../bounded-count'
import { authorizedCaller, type CallerStatus, rememberCaller } from '../reauthorize'
import { byApi, catalogue, type CataloguedApi, type CataloguedPermission } from './catalogue'
import { type PermissionRef, refKey } from './permission-ref'
import { type AssignableRole, assignableWithin, choicesAmong, type PermissionChoice } from './role-choices'
import { membersAboveActor, roleEditor, type RoleEditor } from './role-editor'
import type { NamedRole } from './role-input'
import {
  canSeeRoleMembers,
  canCountMembers,
  canCountInvitations,
  type RoleMember,
  type RoleUsage,
  usageOf,
} from './role-members'

type Access = OrganizationAccess<'read:organization_roles'>

export interface RoleDetails extends Editing {
  role: Omit<ListedRole, 'members'>
  apis: CataloguedApi[]
  /** At most 25; empty if the actor may not see who has which role. */
  holders: RoleMember[]
  /** Null, like the next two, if the actor may not know how many. */
  holderCount: number | null
  /** While there are any, the role cannot be deleted without a replacement. */
  soleHolders: number | null
  invitations: number | null
  /** Where people join with the role; null if the actor may not know. */
  joining: JoiningWithRole | null
}

export interface JoiningWithRole extends Pick<RoleUsage, 'joinLink' | 'domains'> {
  /** Whether the domains get the replacement when the actor deletes the role. */
  mayReplaceAtDomains: boolean
  /** Whether the replacement must be a role that the maker of the join link can assign. */
  isWithinMaker: boolean
}

interface Editing {
  /** Empty for a role that is not the organization’s own. */
  choices: PermissionChoice[]
  mayEdit: boolean
  /** Whether the actor may remove permissions from it: not if a member with it has more than the actor. */
  mayRemove: boolean
  /** Does not consider `soleHolders`. */
  mayDelete: boolean
  /** Roles that its members and invitations can be given when it is deleted. */
  replacements: AssignableRole[]
}

const shownHolders = 25

/** @throws DomainError not_found for a role that is neither usable nor held here */
export function getRole(access: Access, roleId: string): Promise<RoleDetails> {
  return read(access, async (tx) => {
    const [listed] = await listedRoles(tx, access, sql`r.id = ${roleId}`)
    if (!listed) throw notFound()
    const { members, ...role } = listed
    const permissions = await catalogue(tx, access.tenantId, role.permissions)
    const usage = await usageOf(tx, access, { roleId, first: shownHolders })
    const { holders, soleHolders, invitations, joinLink, domains } = usage
    const mayReplaceAtDomains = may(access, 'update:organization_discovery_domains')
    const isWithinMaker = access.isTenantLevel === true
    return {
      role,
      apis: byApi(permissions),
      ...(role.isOwn ? await editing(tx, access, { role: listed, permissions }) : notOwn),
      holders: canSeeRoleMembers(access) ? holders : [],
      holderCount: canCountMembers(access) ? members : null,
      soleHolders: canCountMembers(access) ? soleHolders : null,
      invitations: canCountInvitations(access) ? invitations : null,
      joining: canCountInvitations(access) ? { joinLink, domains, mayReplaceAtDomains, isWithinMaker } : null,
    }
  })
}

const notOwn: Editing = { choices: [], mayEdit: false, mayRemove: false, mayDelete: false, replacements: [] }

async function editing(
  tx: Tx,
  access: Access,
  { role, permissions }: { role: ListedRole; permissions: CataloguedPermission[] },
): Promise<Editing> {
  const { grantable, membersAbove } = await roleEditor(tx, access, role.id)
  const given = new Set(role.permissions.map(refKey))
  const ofPortal = permissions.filter((one) => one.isPortal && given.has(refKey(one))).map(({ name }) => name)
  const isWithin = mayGrant(grantable, ofPortal)
  const mayEdit = isWithin && may(access, 'update:organization_roles')
  const mayDelete = isWithin && membersAbove === 0 && may(access, 'delete:organization_roles')
  return {
    choices: choicesAmong(permissions, { grantable: [...grantable], present: role.permissions }),
    mayEdit,
    mayRemove: mayEdit && membersAbove === 0,
    mayDelete,
    replacements:
      mayDelete && mayReassign(access)
        ? (await assignableWithin(tx, access, grantable)).roles.filter(({ id }) => id !== role.id)
        : [],
  }
}

function mayReassign(actor: OrganizationActor): boolean {
  return may(actor, 'create:organization_member_roles') && may(actor, 'create:organization_invitations')
}

export interface OwnRole extends ListedRole {
  version: string
}

interface EditedRole {
  role: OwnRole
  editor: RoleEditor
  /** All roles that are usable here. */
  named: NamedRole[]
}

interface Row extends CallerStatus {
  membersAbove: number
  role: OwnRole | null
  named: NamedRole[]
}

/** @throws DomainError not_found for a role that is not the organization’s own, or an actor without access */
export async function getOwnRole(tx: Tx, access: OrganizationActor, roleId: string): Promise<EditedRole> {
  const { tenantId, organizationId } = access
  const chosen = sql`r.id = ${roleId} AND r.usable_in = ${organizationId}`
  const more = sql`, extract(epoch FROM r.updated_at)::text AS version`
  const [row] = await tx.$queryRaw<Row[]>(sql`
    SELECT c.refusal, c.permissions AS held, c.grantable, ${membersAboveActor(access, roleId)} AS "membersAbove",
      (SELECT to_jsonb(own) FROM (${selectRoles(access, { chosen, more })}) own) AS role,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name)), '[]') FROM roles n
       WHERE n.tenant_id = ${tenantId} AND n.usable_in IN ('*', ${organizationId})) AS named
    FROM ${authorizedCaller(access)} c`)
  if (!row?.role || row.refusal !== null) throw notFound()
  rememberCaller(tx, access, row)
  const { role, grantable, membersAbove, named } = row
  return { role, editor: { grantable: new Set(grantable), membersAbove }, named }
}

export interface MatrixRole extends Omit<ListedRole, 'members'> {
  /** Null if the actor may not know how many. */
  members: number | null
}

export interface RoleMatrix {
  apis: CataloguedApi[]
  /** Usable here, or held by a member anyway. */
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
  isOwn: boolean
  /** In a list, of more than `mostCounted` one more. */
  members: number
  /** Without the portal’s tenant-level permissions. */
  permissions: PermissionRef[]
}

function listedRoles(tx: Tx, actor: OrganizationActor, chosen: Sql = sql`true`): Promise<ListedRole[]> {
  return tx.$queryRaw<ListedRole[]>(selectRoles(actor, { chosen, countedTo: mostCounted }))
}

interface RolesQuery {
  chosen: Sql
  /** Further columns of `roles r`, each after a comma. */
  more?: Sql
  /** By default all members are counted. */
  countedTo?: number
}

function selectRoles(
  { tenantId, organizationId }: OrganizationActor,
  { chosen, more = sql``, countedTo = 2 ** 31 - 2 }: RolesQuery,
): Sql {
  const holders = {
    from: sql`member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = r.id`,
    order: sql`mr.created_at, mr.user_id`,
  }
  return sql`
    SELECT r.id, r.name, r.description, r.is_owner AS "isOwner", r.usable_in <> '*' AS "isOwn",
      held.members, given.permissions${more}
    FROM roles r CROSS JOIN LATERAL (
      SELECT ${countAtMost(countedTo, holders)} AS members
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
