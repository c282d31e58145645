import type { AnyTenantAccess } from '../any-tenant-access'
import { read } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { beyond, byText, byTime, inOrder, placeOf, type Order } from '../order'
import { reach, windowed, type Window, type Windowed } from '../window'
import { matchingUsers, type UserMatch } from './matching-users'
import { userColumns, type User } from './read-user'

export interface UserSort {
  by: 'email' | 'name' | 'created' | 'updated' | 'lastLogin'
  isDown: boolean
}

export interface WantedUsers {
  match: UserMatch
  sort: UserSort
  /** Whether the total is wanted; 0 else. */
  isCounted: boolean
}

/** The tenant’s users that match. `after` is what the page before it called `next`. */
export function listUsers(
  access: AnyTenantAccess<'read:users' | 'read:user_idp_tokens'>,
  wanted: Window & WantedUsers,
): Promise<Windowed<User>> {
  const { tenantId } = access
  const { after, skip, take } = reach(wanted)
  const order = orderOf(wanted.sort)
  const matching = sql`u.tenant_id = ${tenantId} AND ${matchingUsers(tenantId, wanted.match)}`
  return read(access, async (tx) => {
    const found = await tx.$queryRaw<(User & { key: string })[]>(sql`
      SELECT ${userColumns}, ${order.written} AS key FROM users u
      WHERE ${matching} AND ${beyond(after, order)}
      ORDER BY ${inOrder(order)} LIMIT ${take} OFFSET ${skip}`)
    const total = wanted.isCounted ? await count(tx, matching) : 0
    return { ...windowed(wanted, found, placeOf), total }
  })
}

async function count(tx: Tx, matching: Sql): Promise<number> {
  const [counted] = await tx.$queryRaw<{ total: number }[]>(
    sql`SELECT count(*)::int AS total FROM users u WHERE ${matching}`,
  )
  return counted?.total ?? 0
}

const keys: Record<UserSort['by'], Sql> = {
  email: sql`u.email_folded`,
  name: sql`u.name_folded`,
  created: sql`u.created_at`,
  updated: sql`u.updated_at`,
  // Who never signed in comes before everybody who did.
  lastLogin: sql`coalesce(u.last_login_at, 'epoch')`,
}

function orderOf({ by, isDown }: UserSort): Order {
  const columns = { key: keys[by], id: sql`u.id`, isDown }
  return by === 'email' || by === 'name' ? byText(columns) : byTime(columns)
}
