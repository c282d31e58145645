import { authorize, type OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { beyond, byTime, inOrder, placeOf } from '../order'
import { reach, windowed, type Window, type Windowed } from '../window'
import { matchingMembers, type Wanted } from './matching-members'

export interface WalkedMember {
  userId: string
  name: string
  email: string
  picture: string | null
  /** Only where they were asked for. */
  roles?: { id: string; name: string }[]
}

/** Who joined first comes first, so that whoever joins meanwhile moves nobody from one page to another. */
const order = byTime({ key: sql`m.created_at`, id: sql`m.user_id` })

/**
 * Members for programs, one window after the other.
 * @throws DomainError not_found where roles are wanted and read:organization_member_roles is not held
 */
export function walkMembers(
  access: OrganizationAccess<'read:organization_members'>,
  wanted: Window & Wanted & { withRoles: boolean },
): Promise<Windowed<WalkedMember>> {
  const { withRoles } = wanted
  const proof = withRoles
    ? authorize(access, 'read:organization_members', 'read:organization_member_roles')
    : access
  const { after, skip, take } = reach(wanted)
  const matching = matchingMembers(access, wanted)
  return read(proof, async (tx) => {
    const found = await tx.$queryRaw<(WalkedMember & { key: string; id: string })[]>(sql`
      SELECT m.user_id AS "userId", u.name, u.email, u.picture, ${order.written} AS key, m.user_id AS id
        ${withRoles ? rolesColumn : sql``}
      FROM members m JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id
      WHERE ${matching} AND ${beyond(after, order)}
      ORDER BY ${inOrder(order)} LIMIT ${take} OFFSET ${skip}`)
    return {
      ...windowed(wanted, found, placeOf),
      total: 'skip' in wanted ? await count(tx, matching) : 0,
    }
  })
}

const rolesColumn = sql`, coalesce((
  SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.is_owner DESC, r.created_at, r.name)
  FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
  WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
), '[]') AS roles`

async function count(tx: Tx, matching: Sql): Promise<number> {
  const [counted] = await tx.$queryRaw<{ total: number }[]>(
    sql`SELECT count(*)::int AS total FROM members m WHERE ${matching}`,
  )
  return counted?.total ?? 0
}
