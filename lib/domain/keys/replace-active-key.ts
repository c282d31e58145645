import type { ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { lockTenant } from '../tenants/lock-tenant'
import { activateNextKey } from './activate-next-key'
import { readSigningKeys, type SigningKey } from './read-signing-keys'
import type { NewSigningKey } from './signing-key'

export interface Replacement {
  /** What will be the next key. */
  made: NewSigningKey
  /** Even if clients may not have met the key that is to sign. */
  force: boolean
}

/**
 * Retires the key that signs, lets the next one sign and publishes another, in the transaction of a caller.
 * @throws DomainError conflict when the next key was published too recently, or the tenant has no keys yet
 */
export async function replaceActiveKey(
  tx: Tx,
  tenantId: string,
  { made, force }: Replacement,
): Promise<ChangeResult<SigningKey[]>> {
  await lockTenant(tx, tenantId)
  const [retired] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE signing_keys SET state = 'retired', retired_at = now()
    WHERE tenant_id = ${tenantId} AND state = 'active' RETURNING id`
  if (!retired)
    throw new DomainError('conflict', 'There is nothing to rotate: this tenant has signed nothing yet.')
  const active = await activateNextKey(tx, tenantId, { made, ripe: !force })
  if (active === null) throw tooEarly()
  return {
    result: await readSigningKeys(tx, tenantId),
    events: [
      {
        type: 'signing_key.rotated',
        target: { kind: 'signing_key', id: active },
        details: {
          before: { active: retired.id, next: active },
          after: { active, next: made.id },
          forced: force,
        },
      },
    ],
  }
}

function tooEarly(): DomainError {
  return new DomainError(
    'conflict',
    'The next key was published a few minutes ago, and applications keep keys for 10. Try again in 11 minutes, or force it.',
  )
}
