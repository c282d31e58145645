import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import type { SigningKey } from './read-signing-keys'
import { makeSigningKey } from './signing-key'
import { withdrawKey } from './withdraw-key'

/**
 * For a key that has got about: it is published no longer, its private part is gone, and its tokens are refused by
 * whoever looks at the keys again. Every process has dropped it after 20 seconds. The next key takes the place of an
 * active one at once.
 * @throws DomainError not_found when there is no such key, or it was revoked before
 */
export async function revokeSigningKey(
  access: TenantAccess<'update:signing_keys'>,
  id: string,
): Promise<SigningKey[]> {
  const { tenantId } = access
  const made = await makeSigningKey(tenantId)
  return change(access, (tx) => withdrawKey(tx, tenantId, { id, made }))
}
