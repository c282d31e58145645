import { may, type OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { rolesToGive, type GivableRole } from '../roles/roles-to-give'
import { listedMembers, type ListedMember } from './listed-members'
import { matchingMembers, type Wanted } from './matching-members'

export const memberSorts = ['name', '-name', 'email', '-email', 'joined', '-joined'] as const
/** A minus sign turns the order round. */
export type MemberSort = (typeof memberSorts)[number]

export interface MembersQuery extends Wanted {
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
  held: { id: string; name: string }[]
  /** Roles that the actor may give. */
  offered: GivableRole[]
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
    const [counted] = await tx.$queryRaw<{ total: number }[]>(
      sql`SELECT count(*)::int AS total FROM members m WHERE ${matching}`,
    )
    const total = counted?.total ?? 0
    const pages = Math.max(1, Math.ceil(total / membersAPage))
    const page = Math.min(Math.max(1, query.page), pages)
    const chosen = sql`${matching} ORDER BY ${orders[query.sort]}, m.user_id
      LIMIT ${membersAPage} OFFSET ${(page - 1) * membersAPage}`
    return {
      members: await listedMembers(tx, access, chosen),
      total,
      page,
      pages,
      held: seesRoles ? await heldRoles(tx, access) : [],
      offered: (await rolesToGive(tx, access)).roles,
    }
  })
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
