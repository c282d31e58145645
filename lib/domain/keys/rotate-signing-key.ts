import type { SystemAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, read, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { lockTenant } from '../tenants/lock-tenant'
import { createSigningKey, insertSigningKey, type NewSigningKey } from './create-signing-key'
import { readSigningKeys, type SigningKey } from './signing-keys'

/**
 * The old key stays published until its tokens have expired. `force`: even if clients may lack the next key.
 * @throws DomainError conflict if the next key was published less than 11 minutes ago, or there are no keys
 */
export async function rotateSigningKey(
  access: TenantAccess<'create:signing_keys'> | SystemAccess,
  { force = false }: { force?: boolean } = {},
): Promise<SigningKey[]> {
  const { tenantId } = access
  const created = await createSigningKey(tenantId)
  return change(access, (tx) => replaceActiveKey(tx, tenantId, { created, force }))
}

/**
 * `isReady`: only one that was published 11 minutes ago. Clients cache keys for 10 minutes, and a process may serve older ones.
 * There must be no active key. Null if there is no next key, or it is too new.
 */
export async function activateNextKey(
  tx: Tx,
  tenantId: string,
  { created, isReady }: { created: NewSigningKey; isReady: boolean },
): Promise<string | null> {
  const [activated] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE signing_keys SET state = 'active', activated_at = now()
    WHERE tenant_id = ${tenantId} AND state = 'next'
      AND (NOT ${isReady} OR created_at <= now() - interval '11 minutes')
    RETURNING id`
  if (!activated) return null
  await insertSigningKey(tx, 'next', created)
  return activated.id
}

async function replaceActiveKey(
  tx: Tx,
  tenantId: string,
  { created, force }: { created: NewSigningKey; force: boolean },
): Promise<ChangeResult<SigningKey[]>> {
  await lockTenant(tx, tenantId)
  const [retired] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE signing_keys SET state = 'retired', retired_at = now()
    WHERE tenant_id = ${tenantId} AND state = 'active' RETURNING id`
  if (!retired)
    throw new DomainError('conflict', 'There is no key to rotate yet: this tenant has not signed anything.')
  const active = await activateNextKey(tx, tenantId, { created, isReady: !force })
  if (active === null) throw tooEarly()
  return {
    result: await readSigningKeys(tx, tenantId),
    events: [
      {
        type: 'signing_key.rotated',
        target: { kind: 'signing_key', id: active },
        details: {
          before: { active: retired.id, next: active },
          after: { active, next: created.id },
          forced: force,
        },
      },
    ],
  }
}

function tooEarly(): DomainError {
  return new DomainError(
    'conflict',
    'The next key was published a few minutes ago, and applications cache keys for 10 minutes. Try again in 11 minutes, or force it.',
  )
}

/** After 30 days, if clients have read the next key. */
export async function rotateOverdueKey(access: SystemAccess): Promise<boolean> {
  const { tenantId } = access
  if (!(await read(access, (tx) => isOverdue(tx, tenantId)))) return false
  const created = await createSigningKey(tenantId)
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    if (!(await isOverdue(tx, tenantId))) return unchanged(false)
    const { events } = await replaceActiveKey(tx, tenantId, { created, force: false })
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
