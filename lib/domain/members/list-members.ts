import {
  authorize,
  may,
  mayActOn,
  personOf,
  type OrganizationAccess,
  type OrganizationActor,
} from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { join, sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { rolesOfGroups } from '../directories/group-queries'
import { byText, byTime, placeOf, type Order } from '../order'
import { bySort, readPage } from '../read-page'
import { authorizedCaller, type CallerStatus, type CurrentCaller, rememberCaller } from '../reauthorize'
import { searchWords, wordBegins } from '../text/search-words'
import type { Window, Windowed } from '../window'
import type { MemberRole } from './member-change'
import { memberPermissions } from './member-permissions'

export const memberSorts = ['name', '-name', 'email', '-email', 'joined', '-joined'] as const
export type MemberSort = (typeof memberSorts)[number]

export interface MemberFilter {
  /** Each word matches the beginning of a word in the member’s name or address. */
  q?: string
  /** Ignored for callers who may not see the members’ roles. */
  role?: string
}

/** By default in the order of joining, so that new members do not move others to another page. */
export type MembersQuery = Window & MemberFilter & { sort?: MemberSort }

export interface Member {
  userId: string
  name: string
  email: string
  picture: string | null
  joinedAt: Date
  /** In this organization. Null: never. */
  lastActiveAt: Date | null
  isSuspended: boolean
  isBlocked: boolean
  /** Absent unless included; null if the caller may not see them. */
  roles?: MemberRole[] | null
}

export interface MemberDetails extends Member {
  roles: MemberRole[] | null
  pendingInvitations: number
  /** Whether they made the organization’s join link. */
  hasMadeJoinLink: boolean
  /** By a directory, where they are suspended and removed. */
  isManaged: boolean
  /** Ids of the roles that only groups of this directory add and remove. Empty for a member who is not managed. */
  managedRoles: string[]
  isSelf: boolean
  /** Whether the caller has all of the member’s permissions: needed to remove the member or their roles. */
  isWithinReach: boolean
}

/** @throws DomainError not_found if `roles` are included and the caller lacks read:organization_member_roles */
export function listMembers(
  access: OrganizationAccess<'read:organization_members'>,
  query: MembersQuery & { include: 'details' },
): Promise<Windowed<MemberDetails>>
export function listMembers(
  access: OrganizationAccess<'read:organization_members'>,
  query: MembersQuery & { include?: 'roles' | undefined },
): Promise<Windowed<Member>>
export function listMembers(
  access: OrganizationAccess<'read:organization_members'>,
  { role = '', ...query }: MembersQuery & { include?: 'roles' | 'details' | undefined },
): Promise<Windowed<Member>> {
  const filter = { q: query.q ?? '', role: may(access, 'read:organization_member_roles') ? role : '' }
  const matching = matchingMembers(access, filter)
  if (query.include === 'details')
    return read(access, (tx) => readMemberDetails(tx, access, { ...query, matching }))
  const allowed =
    query.include === 'roles'
      ? authorize(access, 'read:organization_members', 'read:organization_member_roles')
      : access
  const extra = query.include === 'roles' ? sql`${rolesIn(access, sql`page."userId"`)} AS roles` : undefined
  return read(allowed, (tx) => readMembers<Member>(tx, { ...query, matching, extra }))
}

/** With `q`, few or many members may match, so PostgreSQL plans the statement each time. */
type MatchedQuery = Window & { sort?: MemberSort; q?: string; matching: Sql }

/**
 * @param query.matching a condition on `members m`
 * @param query.also read with each member of the page
 */
export async function readMemberDetails<Also = null>(
  tx: Tx,
  access: OrganizationActor,
  { also = sql`NULL`, ...query }: MatchedQuery & { also?: Sql },
): Promise<Windowed<MemberDetails & { also: Also }>> {
  const page = await readMembers<Member & { also: Also }>(tx, { ...query, extra: sql`${also} AS also` })
  const { details, permissions, grantablePermissions } = await readDetails(tx, access, page.rows)
  const seesRoles = permissions.has('read:organization_member_roles')
  const grantable = new Set(grantablePermissions)
  return { ...page, rows: page.rows.flatMap((member) => withDetails(member)) }

  /** Nothing for a member who was removed since the page was read. */
  function withDetails(member: Member & { also: Also }): (MemberDetails & { also: Also })[] {
    const found = details.get(member.userId)
    if (!found) return []
    const { roles, permissions: held, ...rest } = found
    return [
      {
        ...member,
        ...rest,
        roles: seesRoles ? roles : null,
        isSelf: member.userId === personOf(access),
        isWithinReach: mayActOn(grantable, held),
      },
    ]
  }
}

/** @param query.extra columns read only for the rows of the page */
async function readMembers<Row extends Member>(
  tx: Tx,
  { matching, sort = 'joined', q = '', extra, ...window }: MatchedQuery & { extra?: Sql | undefined },
): Promise<Windowed<Row>> {
  const order = orders[sort]
  const listed = sql`${matching} AND ${isInList}`
  return readPage<Row & { key: string; id: string }>(tx, window, {
    columns: sql`m.user_id AS "userId", u.name, u.email, u.picture, m.created_at AS "joinedAt",
      m.last_active_at AS "lastActiveAt", m.suspended_at IS NOT NULL AS "isSuspended", u.blocked AS "isBlocked", ${order.written} AS key, m.user_id AS id`,
    from: sql`members m JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id WHERE ${listed}`,
    counted: sql`members m WHERE ${listed}`,
    countedBy: sql`m.created_at, m.user_id`,
    isPlannedEachTime: q !== '' || order.key !== columns.joined.key,
    ...(extra === undefined ? {} : { extra }),
    ...bySort(window, order),
    placeOf,
  })
}

/** True for all members. Without it, PostgreSQL does not use the partial index members_by_joining. */
const isInList = sql`m.created_at > '-infinity'`

const columns = {
  name: { key: sql`u.name_folded`, id: sql`u.id` },
  email: { key: sql`u.email_folded`, id: sql`u.id` },
  joined: { key: sql`m.created_at`, id: sql`m.user_id` },
}

const orders: Record<MemberSort, Order> = {
  name: byText(columns.name),
  '-name': byText({ ...columns.name, isDown: true }),
  email: byText(columns.email),
  '-email': byText({ ...columns.email, isDown: true }),
  joined: byTime(columns.joined),
  '-joined': byTime({ ...columns.joined, isDown: true }),
}

export function matchingMembers(
  { tenantId, organizationId }: OrganizationActor,
  { q = '', role = '' }: MemberFilter,
): Sql {
  const conditions = [sql`m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId}`]
  for (const word of searchWords(q)) {
    conditions.push(sql`m.user_id IN (
      SELECT w.user_id FROM user_words w
      WHERE w.tenant_id = ${tenantId} AND ${wordBegins(word)})`)
  }
  if (role !== '') {
    conditions.push(sql`m.user_id IN (
      SELECT mr.user_id FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${role})`)
  }
  return join(conditions, ' AND ')
}

type Details = Pick<
  MemberDetails,
  'pendingInvitations' | 'hasMadeJoinLink' | 'isManaged' | 'managedRoles'
> & {
  roles: MemberRole[]
  permissions: string[]
}

/** Its own statement, because it is planned once and the list each time. Also reads the caller’s current permissions. */
async function readDetails(
  tx: Tx,
  access: OrganizationActor,
  members: readonly Member[],
): Promise<CurrentCaller & { details: Map<string, Details> }> {
  const { tenantId, organizationId } = access
  const ids = members.map(({ userId }) => userId)
  const [found] = await tx.$queryRaw<(CallerStatus & { details: (Details & { userId: string })[] })[]>(sql`
    SELECT c.refusal, c.permissions AS held, c.grantable, ARRAY(
      SELECT jsonb_build_object('userId', m.user_id, 'permissions', ${memberPermissions},
        'roles', ${rolesIn(access, sql`m.user_id`)},
        'pendingInvitations', (
          SELECT count(*)::int FROM invitations i
          WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId}
            AND i.state = 'pending' AND i.expires_at > now() AND i.inviter_user_id = m.user_id),
        'hasMadeJoinLink', EXISTS (
          SELECT FROM join_links l
          WHERE l.tenant_id = m.tenant_id AND l.organization_id = m.organization_id AND l.ended_at IS NULL
            AND l.maker_user_id = m.user_id),
        'isManaged', d.id IS NOT NULL,
        'managedRoles', ARRAY(
          SELECT DISTINCT gr.role_id FROM directory_groups g
          JOIN directory_group_roles gr ON gr.tenant_id = g.tenant_id AND gr.organization_id = g.organization_id
            AND gr.group_id = g.id
          WHERE g.tenant_id = d.tenant_id AND g.organization_id = d.organization_id
            AND g.connection_id = d.connection_id
            AND (gr.role_id = ANY (${rolesOfGroups}) OR NOT EXISTS (
              SELECT FROM member_roles mr
              WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
                AND mr.role_id = gr.role_id))))
      FROM members m
      LEFT JOIN directory_users d
        ON d.tenant_id = m.tenant_id AND d.organization_id = m.organization_id AND d.user_id = m.user_id
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ANY (${ids})
    ) AS details
    FROM ${authorizedCaller(access)} c`)
  if (!found) throw notFound()
  const now = rememberCaller(tx, access, found)
  return { ...now, details: new Map(found.details.map(({ userId, ...details }) => [userId, details])) }
}

function rolesIn({ tenantId, organizationId }: OrganizationActor, userId: Sql): Sql {
  return sql`coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'isOwner', r.is_owner) ORDER BY r.is_owner DESC, r.created_at, r.name)
    FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
    WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.user_id = ${userId}
  ), '[]')`
}
