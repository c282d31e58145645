import { change, unchanged } from '@/lib/db/transaction'
import { byProvider } from '../tokens/by-provider'
import { lockTenant } from '../tenants/lock-tenant'
import { insertSigningKey, makeSigningKey } from './signing-key'

/** A tenant’s first two keys: one that signs, one that will. A tenant that has keys keeps them. */
export async function makeFirstKeys(tenantId: string): Promise<void> {
  const [active, next] = [await makeSigningKey(tenantId), await makeSigningKey(tenantId)]
  await change(byProvider(tenantId), async (tx) => {
    await lockTenant(tx, tenantId)
    if ((await tx.signingKey.count({ where: { tenantId, state: 'active' } })) > 0) return unchanged(undefined)
    await insertSigningKey(tx, 'active', active)
    await insertSigningKey(tx, 'next', next)
    const details = { after: { active: active.id, next: next.id } }
    const target = { kind: 'signing_key', id: active.id }
    return { result: undefined, events: [{ type: 'signing_key.created', target, details }] }
  })
}
