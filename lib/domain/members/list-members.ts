import { may, type OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { listAssignableRoles, type AssignableRole } from '../roles/role-choices'
import { listedMembers, type ListedMember } from './listed-members'
import { matchingMembers, type MemberMatch } from './matching-members'

export const memberSorts = ['name', '-name', 'email', '-email', 'joined', '-joined'] as const
/** A minus sign turns the order round. */
export type MemberSort = (typeof memberSorts)[number]

export interface MembersQuery extends MemberMatch {
  sort: MemberSort
  /** From 1; beyond the last page it is the last. */
  page: number
}

export interface MembersPage {
  members: ListedMember[]
  /** Of all pages. */
  total: number
  page: number
  pages: number
  /** Roles to filter by: those that somebody here holds; none where the actor may not see who holds which. */
  roles: { id: string; name: string }[]
  /** Roles that the actor may give. */
  offered: AssignableRole[]
}

export const membersAPage = 25

/**
 * One page of the members, found and sorted by the database. Their roles are shown, and filtered by, only with
 * read:organization_member_roles.
 */
export function listMembers(
  access: OrganizationAccess<'read:organization_members'>,
  query: MembersQuery,
): Promise<MembersPage> {
  const seesRoles = may(access, 'read:organization_member_roles')
  return read(access, async (tx) => {
    const matching = matchingMembers(access, seesRoles ? query : { ...query, role: '' })
    return {
      ...(await pageOfMembers(tx, access, { matching, sort: query.sort, page: Math.max(1, query.page) })),
      roles: seesRoles ? await heldRoles(tx, access) : [],
      offered: (await listAssignableRoles(tx, access)).roles,
    }
  })
}

interface WantedPage {
  matching: Sql
  sort: MemberSort
  page: number
}

async function pageOfMembers(
  tx: Tx,
  access: OrganizationAccess,
  input: WantedPage,
): Promise<Omit<MembersPage, 'roles' | 'offered'>> {
  const { tenantId, organizationId } = access
  const { matching, sort, page } = input
  const counted = sql`(SELECT count(*)::int FROM members m WHERE ${matching})`
  const order = sql`ORDER BY ${orders[sort]}, m.user_id`
  // Chosen first: what is read of a member costs more than to pass one over.
  const chosen = sql`m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id IN (
    SELECT m.user_id FROM members m JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
    WHERE ${matching} ${order} LIMIT ${membersAPage} OFFSET ${(page - 1) * membersAPage}) ${order}`
  const { members, total } = await listedMembers(tx, access, { chosen, total: counted })
  if (total !== null) return { members, total, page, pages: pagesOf(total) }
  const [row] = await tx.$queryRaw<[{ total: number }]>(sql`SELECT ${counted} AS total`)
  const last = pagesOf(row.total)
  if (page > last) return pageOfMembers(tx, access, { ...input, page: last })
  return { members, total: row.total, page, pages: last }
}

function pagesOf(total: number): number {
  return Math.max(1, Math.ceil(total / membersAPage))
}

const orders: Record<MemberSort, Sql> = {
  name: sql`u.name_folded`,
  '-name': sql`u.name_folded DESC`,
  email: sql`u.email_folded`,
  '-email': sql`u.email_folded DESC`,
  joined: sql`m.created_at`,
  '-joined': sql`m.created_at DESC`,
}

function heldRoles(
  tx: Tx,
  { tenantId, organizationId }: OrganizationAccess,
): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw`
    SELECT r.id, r.name FROM roles r
    WHERE r.tenant_id = ${tenantId} AND r.usable_in IN ('*', ${organizationId}) AND EXISTS (
      SELECT FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = r.id)
    ORDER BY r.is_owner DESC, r.created_at, r.name`
}
