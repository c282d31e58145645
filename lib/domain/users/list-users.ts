import type { AnyTenantAccess } from '../any-tenant-access'
import { read } from '@/lib/db/doors'
import { sql } from '@/lib/db/sql'
import { cursorOf } from '../cursor'
import { behind, inOrder, placeIn, type Order } from '../ordered'
import { reach, windowed, type Window, type Windowed } from '../window'
import { matchingUsers, type UserMatch } from './matching-users'
import { userColumns, type User } from './read-user'

export interface UserSort {
  by: 'email' | 'name' | 'created' | 'updated' | 'lastLogin'
  isDown: boolean
}

/** The tenant’s users that match. `after` is what the page before it called `next`. */
export function listUsers(
  access: AnyTenantAccess<'read:users' | 'read:user_idp_tokens'>,
  wanted: Window & { match: UserMatch; sort: UserSort },
): Promise<Windowed<User>> {
  const { tenantId } = access
  const { after, skip, take } = reach(wanted)
  const { by, isDown } = wanted.sort
  const order: Order = { ...keys[by], id: sql`u.id`, isDown }
  const matching = sql`u.tenant_id = ${tenantId} AND ${matchingUsers(tenantId, wanted.match)}`
  return read(access, async (tx) => {
    const found = await tx.$queryRaw<(User & { place: string })[]>(sql`
      SELECT ${userColumns}, ${placeIn(order)} AS place FROM users u
      WHERE ${matching} AND ${behind(after, order)}
      ORDER BY ${inOrder(order)} LIMIT ${take} OFFSET ${skip}`)
    const [counted] = await tx.$queryRaw<{ total: number }[]>(
      sql`SELECT count(*)::int AS total FROM users u WHERE ${matching}`,
    )
    return { ...windowed(wanted, found, ({ place, id }) => cursorOf(place, id)), total: counted?.total ?? 0 }
  })
}

const keys: Record<UserSort['by'], Pick<Order, 'key' | 'type'>> = {
  email: { key: sql`u.email_folded`, type: 'text' },
  name: { key: sql`u.name_folded`, type: 'text' },
  created: { key: sql`u.created_at`, type: 'time' },
  updated: { key: sql`u.updated_at`, type: 'time' },
  // Who never signed in comes before everybody who did.
  lastLogin: { key: sql`coalesce(u.last_login_at, 'epoch')`, type: 'time' },
}
