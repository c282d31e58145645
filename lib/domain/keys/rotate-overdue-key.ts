import type { SystemAccess } from '@/lib/access'
import { change, read, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { lockTenant } from '../tenants/lock-tenant'
import { replaceActiveKey } from './replace-active-key'
import { makeSigningKey } from './signing-key'

/** Rotates when the key has signed for 30 days and clients have met the next one. True when it did. */
export async function rotateOverdueKey(access: SystemAccess): Promise<boolean> {
  const { tenantId } = access
  if (!(await read(access, (tx) => isOverdue(tx, tenantId)))) return false
  const made = await makeSigningKey(tenantId)
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    if (!(await isOverdue(tx, tenantId))) return unchanged(false)
    const { events } = await replaceActiveKey(tx, tenantId, { made, force: false })
    return { result: true, events }
  })
}

async function isOverdue(tx: Tx, tenantId: string): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT FROM signing_keys active
    JOIN signing_keys next ON next.tenant_id = active.tenant_id AND next.state = 'next'
      AND next.created_at <= now() - interval '11 minutes'
    WHERE active.tenant_id = ${tenantId} AND active.state = 'active'
      AND active.activated_at <= now() - interval '30 days'`
  return found.length > 0
}
