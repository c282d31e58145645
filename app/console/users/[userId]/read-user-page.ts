import type { AnyAccess, BySession, TenantAccess, TenantActor } from '@/lib/access'
import { readTogether } from '@/lib/domain/read-together'
import { getUser } from '@/lib/domain/users/list-users'
import type { User } from '@/lib/domain/users/read-user'
import type { RawQuery } from '@/lib/http/page-query'

export interface UserPageProps {
  params: Promise<{ userId: string }>
  searchParams: Promise<RawQuery>
}

export interface UserViewed {
  user: User
  actor: TenantActor
  /** It is the operator’s own account. */
  isSelf: boolean
}

/** In one transaction: the user, and what the page shows besides. */
export async function readUserPage<T>(
  operator: TenantAccess<'read:users'> & BySession,
  { params }: UserPageProps,
  { also = [], read }: { also?: (AnyAccess | null)[]; read: (userId: string) => Promise<T> },
): Promise<{ viewed: UserViewed; found: T }> {
  const userId = decodeURIComponent((await params).userId)
  const { user, found } = await readTogether([operator, ...also], async () => ({
    user: await getUser(operator, userId),
    found: await read(userId),
  }))
  return { viewed: { user, actor: operator, isSelf: operator.caller.userId === user.id }, found }
}
