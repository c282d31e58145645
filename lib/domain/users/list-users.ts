import type { AnyTenantAccess } from '../any-tenant-access'
import { read } from '@/lib/db/transaction'
import { sql, type Sql } from '@/lib/db/sql'
import { byText, byTime, placeOf, type Order } from '../order'
import { bySort, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { matchingUsers, type UserMatch } from './matching-users'
import { userColumns, type User } from './read-user'

export interface UserSort {
  by: 'email' | 'name' | 'created' | 'updated' | 'lastLogin'
  isDown: boolean
}

export interface WantedUsers {
  match: UserMatch
  sort: UserSort
}

/** The tenant’s users that match. `after` is what the page before it called `next`. */
export function listUsers(
  access: AnyTenantAccess<'read:users' | 'read:user_idp_tokens'>,
  wanted: Window & WantedUsers,
): Promise<Windowed<User>> {
  const { tenantId } = access
  const order = orderOf(wanted.sort)
  return read(access, async (tx) =>
    readPage<User & { key: string }>(tx, wanted, {
      columns: sql`${userColumns}, ${order.written} AS key`,
      from: sql`users u WHERE u.tenant_id = ${tenantId} AND ${matchingUsers(tenantId, wanted.match)}`,
      ...bySort(wanted, order),
      placeOf,
    }),
  )
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
