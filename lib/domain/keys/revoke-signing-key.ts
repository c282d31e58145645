import type { SystemAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { lockTenant } from '../tenants/lock-tenant'
import { activateNextKey } from './rotate-signing-key'
import { createSigningKey, insertSigningKey, type NewSigningKey } from './create-signing-key'
import { readSigningKeys, type SigningKey } from './signing-keys'

/** For a disclosed key: every process refuses its tokens within 20 seconds. @throws DomainError not_found */
export async function revokeSigningKey(
  access: TenantAccess<'update:signing_keys'> | SystemAccess,
  id: string,
): Promise<SigningKey[]> {
  const { tenantId } = access
  const created = await createSigningKey(tenantId)
  return change(access, (tx) => revokeKey(tx, tenantId, { id, created }))
}

async function revokeKey(
  tx: Tx,
  tenantId: string,
  { id, created }: { id: string; created: NewSigningKey },
): Promise<ChangeResult<SigningKey[]>> {
  await lockTenant(tx, tenantId)
  const [found] = await tx.$queryRaw<{ state: string }[]>`
    UPDATE signing_keys k SET state = 'revoked', retired_at = coalesce(k.retired_at, now()), sealed_private = NULL
    FROM (SELECT tenant_id, id, state FROM signing_keys WHERE tenant_id = ${tenantId} AND id = ${id}) before
    WHERE k.tenant_id = before.tenant_id AND k.id = before.id AND k.state <> 'revoked'
    RETURNING before.state`
  if (!found) throw new DomainError('not_found', 'This key does not exist or was already revoked.')
  const active =
    found.state === 'active' ? await activateNextKey(tx, tenantId, { created, isReady: false }) : null
  if (found.state === 'next') await insertSigningKey(tx, 'next', created)
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
