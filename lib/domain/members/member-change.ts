import {
  mayActOn,
  mayGrant,
  mayRemoveLastOwner,
  personOf,
  type OrganizationActor,
  type Permission,
} from '@/lib/access'
import type { EmailContent, OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { lastOwner, notFound } from '@/lib/errors'
import { rolesOfGroups } from '../directories/group-queries'
import { authorizedCaller } from '../reauthorize'
import { isOffered, portalPermissions } from '../roles/permission-ref'
import { inheritedPermissions } from './member-permissions'

export interface MemberRole {
  id: string
  name: string
  isOwner: boolean
}

export interface ChangedMember {
  id: string
  name: string
  email: string
  roles: MemberRole[]
  /** Not suspended, blocked or unverified: with an owner role they would be an owner. */
  isActive: boolean
  isSuspended: boolean
  /** Whether the caller has all of the member’s permissions. */
  isWithinReach: boolean
  /** Null unless one manages the member. `gives`: ids of the roles that their groups there give. */
  directory: { id: string; gives: string[] } | null
}

export interface RequestedRole extends MemberRole {
  usableIn: string
  isGivable: boolean
  /** The tenant’s role for new members. */
  joins: boolean
  /** For the portal. */
  permissions: string[]
}

/** Read after the locks. */
export interface MemberChange {
  permissions: ReadonlySet<string>
  hadOwner: boolean
  /** Only those who are members here. */
  members: ChangedMember[]
  /** The requested ones and those that the members have, if usable here. */
  roles: RequestedRole[]
  /** Roles that groups of a directory give to their members. */
  mapped: { directoryId: string; roleId: string }[]
}

interface Row extends Pick<MemberChange, 'mapped'> {
  refusal: string | null
  held: string[]
  grantable: string[]
  hadOwner: boolean
  members: (Omit<ChangedMember, 'isWithinReach' | 'roles'> & { inherited: string[]; roles: string[] })[]
  roles: (Omit<RequestedRole, 'isGivable'> & { isOffered: boolean })[]
}

interface Requested {
  users: readonly string[]
  roles?: readonly string[]
  /** Whether to read the roles that grant ownership, too. */
  hasOwnerRoles?: boolean
  /** Whether to read those that can be assigned here, and those of directories’ groups, too. */
  hasOfferedRoles?: boolean
}

/**
 * One statement for any number of members. Call it in changeLocked(): permissions may have changed during the wait.
 * @throws DomainError not_found
 */
export async function readMemberChange(
  tx: Tx,
  access: OrganizationActor,
  requested: Requested,
): Promise<MemberChange> {
  const row = await readRow(tx, access, requested)
  if (!row || row.refusal !== null) throw notFound()
  const grantable = new Set(row.grantable)
  const known = new Map(row.roles.map((role, place) => [role.id, { role, place }]))
  const beyond = new Set(
    row.roles.filter(({ permissions }) => !mayActOn(grantable, permissions)).map(({ id }) => id),
  )
  return {
    permissions: new Set(row.held),
    hadOwner: row.hadOwner,
    mapped: row.mapped,
    members: row.members.map(({ inherited, roles, ...member }) => ({
      ...member,
      roles: inOrder(roles, known),
      isWithinReach: mayActOn(grantable, inherited) && !roles.some((id) => beyond.has(id)),
    })),
    roles: row.roles.map(({ isOffered, ...role }) => ({
      ...role,
      isGivable: isOffered && mayGrant(grantable, role.permissions),
    })),
  }
}

function inOrder(
  ids: readonly string[],
  known: ReadonlyMap<string, { role: MemberRole; place: number }>,
): MemberRole[] {
  return ids
    .flatMap((id) => known.get(id) ?? [])
    .sort((one, other) => one.place - other.place)
    .map(({ role: { id, name, isOwner } }) => ({ id, name, isOwner }))
}

async function readRow(
  tx: Tx,
  access: OrganizationActor,
  { users, roles = [], hasOwnerRoles = false, hasOfferedRoles = false }: Requested,
): Promise<Row | undefined> {
  const { tenantId, organizationId } = access
  const ids = [...users]
  const offered = sql`(${hasOfferedRoles} AND (${isOffered(organizationId)} OR r.id IN (
    SELECT gr.role_id FROM directory_group_roles gr
    WHERE gr.tenant_id = ${tenantId} AND gr.organization_id = ${organizationId})))`
  const [row] = await tx.$queryRaw<Row[]>(sql`
    SELECT c.refusal, c.permissions AS held, c.grantable, foyer.has_owner(${organizationId}) AS "hadOwner",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email,
          'isActive', m.suspended_at IS NULL AND NOT u.blocked AND u.email_verified_at IS NOT NULL,
          'isSuspended', m.suspended_at IS NOT NULL,
          'directory', CASE WHEN d.id IS NOT NULL
            THEN jsonb_build_object('id', d.connection_id, 'gives', ${rolesOfGroups}) END,
          'inherited', ${inheritedPermissions}, 'roles', ARRAY(
            SELECT mr.role_id FROM member_roles mr
            WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
          )) ORDER BY u.id)
        FROM members m JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
        LEFT JOIN directory_users d
          ON d.tenant_id = m.tenant_id AND d.organization_id = m.organization_id AND d.user_id = m.user_id
        WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ANY (${ids})
      ), '[]') AS members,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'isOwner', r.is_owner, 'usableIn', r.usable_in,
          'joins', r.joins, 'isOffered', ${isOffered(organizationId)}, 'permissions', ${portalPermissions(tenantId)})
          ORDER BY r.is_owner DESC, r.created_at, r.name)
        FROM roles r
        WHERE r.tenant_id = ${tenantId} AND r.usable_in IN ('*', ${organizationId})
          AND (r.id = ANY (${[...roles]}) OR (${hasOwnerRoles} AND r.is_owner) OR ${offered} OR r.id IN (
            SELECT mr.role_id FROM member_roles mr
            WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.user_id = ANY (${ids})))
      ), '[]') AS roles,
      coalesce((
        SELECT jsonb_agg(DISTINCT jsonb_build_object('directoryId', g.connection_id, 'roleId', gr.role_id))
        FROM directory_groups g
        JOIN directory_group_roles gr
          ON gr.tenant_id = g.tenant_id AND gr.organization_id = g.organization_id AND gr.group_id = g.id
        WHERE g.tenant_id = ${tenantId} AND g.organization_id = ${organizationId}
      ), '[]') AS mapped
    FROM ${authorizedCaller(access)} c`)
  return row
}

/** @throws DomainError not_found for a user who is not a member here */
export function getChangedMember({ members }: MemberChange, userId: string): ChangedMember {
  const member = members.find(({ id }) => id === userId)
  if (!member) throw notFound()
  return member
}

/** @throws DomainError not_found, as authorize() does */
export function assertHeld({ permissions }: MemberChange, permission: Permission): void {
  if (!permissions.has(permission)) throw notFound()
}

/** Not for an organization without an owner before. @throws DomainError last_owner */
export function assertOwnerLeft(
  access: OrganizationActor,
  { hadOwner }: MemberChange,
  hasOwner: boolean,
): void {
  if (hadOwner && !hasOwner && !mayRemoveLastOwner(access)) throw lastOwner()
}

const emailsPerHour = 3

/** To more, writing the emails would exceed the statement timeout. */
export const mostEmails = 1000

/**
 * None about what a member did themselves, about changes by programs of the tenant or by a directory, or about a change of
 * more than 1,000 members at once.
 */
export function emailsTo<Member extends Pick<ChangedMember, 'id' | 'email'>>(
  access: OrganizationActor,
  members: readonly Member[],
  contentFor: (member: Member) => EmailContent,
): OutgoingEmail[] {
  const { organizationId, isTenantLevel, caller } = access
  if (isTenantLevel || 'directoryId' in caller || members.length > mostEmails) return []
  return members
    .filter(({ id }) => id !== personOf(access))
    .map((member) => ({
      ...contentFor(member),
      to: member.email,
      organizationId,
      mostPerHour: emailsPerHour,
    }))
}

/** For an event’s details. */
export function roleNames(roles: readonly { name: string }[]): { roles: string[] } {
  return { roles: roles.map(({ name }) => name) }
}
