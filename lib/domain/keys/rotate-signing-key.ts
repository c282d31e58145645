import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import type { SigningKey } from './read-signing-keys'
import { replaceActiveKey } from './replace-active-key'
import { makeSigningKey } from './signing-key'

/**
 * The next key signs from now on, and another is published after it. The one that signed stays published until every
 * token of its is over.
 * @throws DomainError conflict when the next key was published less than 11 minutes ago, unless it is forced
 */
export async function rotateSigningKey(
  access: TenantAccess<'create:signing_keys'>,
  { force = false }: { force?: boolean } = {},
): Promise<SigningKey[]> {
  const { tenantId } = access
  const made = await makeSigningKey(tenantId)
  return change(access, (tx) => replaceActiveKey(tx, tenantId, { made, force }))
}
