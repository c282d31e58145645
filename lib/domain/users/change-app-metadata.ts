import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { lockUser } from './lock-users'
import { mergeMetadata, type Metadata } from './merge-metadata'
import { readUser, type User } from './read-user'

/** @throws DomainError not_found */
export function changeAppMetadata(
  access: TenantAccess<'update:users_app_metadata'>,
  { userId, appMetadata }: { userId: string; appMetadata: Metadata },
): Promise<User> {
  const { tenantId } = access
  return change(
    access,
    async (tx) => {
      const { name, email } = await lockUser(tx, tenantId, userId)
      const hasMerged = await mergeMetadata(tx, { tenantId, userId }, { appMetadata })
      const user = await readUser(tx, tenantId, userId)
      if (!hasMerged) return unchanged(user)
      const target = { kind: 'user', id: userId, name, email }
      return { result: user, events: [{ type: 'user.changed', target, details: { changed: ['metadata'] } }] }
    },
    { users: [userId] },
  )
}
