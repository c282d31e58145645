import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { insistOnUser } from '../users/insist-on-user'

export interface EnrolledPasskey {
  id: string
  name: string
  transports: string[]
  createdAt: Date
  lastUsedAt: Date | null
}

/**
 * A user’s passkeys, the oldest first; there are 20 at most.
 * @throws DomainError not_found
 */
export function listPasskeysOf(
  access: TenantAccess<'read:users'>,
  userId: string,
): Promise<EnrolledPasskey[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    await insistOnUser(tx, tenantId, userId)
    return tx.passkey.findMany({
      where: { tenantId, userId },
      select: { id: true, name: true, transports: true, createdAt: true, lastUsedAt: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
  })
}
