import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { lockTenant } from '../tenants/lock-tenant'
import { activateNextKey } from './rotate-signing-key'
import { insertSigningKey, createSigningKey, type NewSigningKey } from './signing-key'
import { readSigningKeys, type SigningKey } from './signing-keys'

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
  const made = await createSigningKey(tenantId)
  return change(access, (tx) => withdrawFromUse(tx, tenantId, { id, made }))
}

/**
 * Revokes one key in the transaction of a caller; `made` fills the place that becomes free.
 * @throws DomainError not_found
 */
export async function withdrawFromUse(
  tx: Tx,
  tenantId: string,
  { id, made }: { id: string; made: NewSigningKey },
): Promise<ChangeResult<SigningKey[]>> {
  await lockTenant(tx, tenantId)
  const [found] = await tx.$queryRaw<{ state: string }[]>`
    UPDATE signing_keys k SET state = 'revoked', retired_at = coalesce(k.retired_at, now()), sealed_private = NULL
    FROM (SELECT tenant_id, id, state FROM signing_keys WHERE tenant_id = ${tenantId} AND id = ${id}) before
    WHERE k.tenant_id = before.tenant_id AND k.id = before.id AND k.state <> 'revoked'
    RETURNING before.state`
  if (!found) throw new DomainError('not_found', 'This key does not exist or was already revoked.')
  const active = found.state === 'active' ? await activateNextKey(tx, tenantId, { made, ripe: false }) : null
  if (found.state === 'next') await insertSigningKey(tx, 'next', made)
  return {
    result: await readSigningKeys(tx, tenantId),
    events: [
      {
        type: 'signing_key.revoked',
        target: { kind: 'signing_key', id },
        details: {
          before: { state: found.state },
          after: { state: 'revoked', ...(active === null ? {} : { active }) },
        },
      },
    ],
  }
}
