import { authorize, type OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { byTime, placeOf } from '../order'
import { bySort, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { matchingMembers, type MemberMatch } from './matching-members'

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
  input: Window & MemberMatch & { withRoles: boolean },
): Promise<Windowed<WalkedMember>> {
  const { withRoles } = input
  const emailToken = withRoles
    ? authorize(access, 'read:organization_members', 'read:organization_member_roles')
    : access
  const matching = matchingMembers(access, input)
  return read(emailToken, (tx) =>
    readPage<WalkedMember & { key: string; id: string }>(tx, input, {
      columns: sql`m.user_id AS "userId", u.name, u.email, u.picture, ${order.written} AS key, m.user_id AS id
        ${withRoles ? rolesColumn : sql``}`,
      from: sql`members m JOIN users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id WHERE ${matching}`,
      counted: sql`members m WHERE ${matching}`,
      ...bySort(input, order),
      placeOf,
    }),
  )
}

const rolesColumn = sql`, coalesce((
  SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.is_owner DESC, r.created_at, r.name)
  FROM member_roles mr JOIN roles r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
  WHERE mr.tenant_id = m.tenant_id AND mr.organization_id = m.organization_id AND mr.user_id = m.user_id
), '[]') AS roles`
