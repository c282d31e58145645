import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

/**
 * The tenant’s own sign-in page keeps a way in without this one; a passkey is one only for those who have it.
 * @throws DomainError conflict
 */
export async function keepADefault(tx: Tx, tenantId: string, without: string): Promise<void> {
  const others = await tx.$queryRaw<unknown[]>`
    SELECT id FROM connections
    WHERE tenant_id = ${tenantId} AND id <> ${without} AND is_default AND strategy <> 'passkey' FOR NO KEY UPDATE`
  if (others.length > 0) return
  throw new DomainError(
    'conflict',
    'At least one way to sign in has to stay on the tenant’s own page. Show another one there first.',
    { field: 'show_as_button' },
  )
}
