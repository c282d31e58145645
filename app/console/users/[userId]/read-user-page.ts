import type { AnyAccess, BySession, TenantAccess, TenantActor } from '@/lib/access'
import { readTogether } from '@/lib/domain/read-together'
import { getUser } from '@/lib/domain/users/list-users'
import type { User } from '@/lib/domain/users/read-user'

export interface UserPageProps {
  params: Promise<{ userId: string }>
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
  params: UserPageProps['params'],
  { also = [], work }: { also?: AnyAccess[]; work: (userId: string) => Promise<T> },
): Promise<{ viewed: UserViewed; read: T }> {
  const userId = decoded((await params).userId)
  const { user, read } = await readTogether([operator, ...also], async () => ({
    user: await getUser(operator, userId),
    read: await work(userId),
  }))
  return { viewed: { user, actor: operator, isSelf: operator.caller.userId === user.id }, read }
}

/** PostgreSQL rejects text with NUL. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll('\0', '')
  } catch {
    return segment
  }
}
