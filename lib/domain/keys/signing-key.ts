import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { z } from 'zod'
import type { SystemAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { bookkeeping, bypassRowSecurity, change, read, unchanged } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { reseal, seal, type SealedFor } from '../crypto/seal'
import { lockTenant } from '../tenants/lock-tenant'

export interface NewSigningKey {
  id: string
  publicJwk: JWK
  sealedPrivate: string
}

/** RSA, 2048 bit. Slow: create it before a transaction. */
export async function createSigningKey(tenantId: string): Promise<NewSigningKey> {
  const id = newId('signingKey')
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 })
  const marks = { kid: id, use: 'sig' }
  const text = JSON.stringify({ ...(await exportJWK(privateKey)), ...marks })
  return {
    id,
    publicJwk: { ...(await exportJWK(publicKey)), ...marks },
    sealedPrivate: await seal(text, sealedFor(tenantId)),
  }
}

export async function insertSigningKey(
  tx: Tx,
  state: 'active' | 'next',
  { id, publicJwk, sealedPrivate }: NewSigningKey,
): Promise<void> {
  const activatedAt = state === 'active' ? new Date() : null
  await tx.signingKey.create({
    data: { id, state, publicJwk: z.json().parse(publicJwk) ?? {}, sealedPrivate, activatedAt },
  })
}

export function sealedFor(tenantId: string): SealedFor {
  return { purpose: 'signing key', tenantId }
}

/** A tenant that has keys keeps them. */
export async function createFirstKeys(tenantId: string): Promise<void> {
  const active = await createSigningKey(tenantId)
  const next = await createSigningKey(tenantId)
  await change(
    bypassRowSecurity('the OpenID provider creates its first signing keys', tenantId),
    async (tx) => {
      await lockTenant(tx, tenantId)
      if ((await tx.signingKey.count({ where: { tenantId, state: 'active' } })) > 0)
        return unchanged(undefined)
      await insertSigningKey(tx, 'active', active)
      await insertSigningKey(tx, 'next', next)
      const details = { after: { active: active.id, next: next.id } }
      const target = { kind: 'signing_key', id: active.id }
      return { result: undefined, events: [{ type: 'signing_key.created', target, details }] }
    },
  )
}

export async function resealSigningKeys(access: SystemAccess): Promise<number> {
  const { tenantId } = access
  const rows = await read(access, (tx) =>
    tx.signingKey.findMany({
      where: { tenantId, sealedPrivate: { not: null } },
      select: { id: true, sealedPrivate: true },
    }),
  )
  let resealed = 0
  for (const { id, sealedPrivate: before } of rows) {
    const after = await reseal(before ?? '', sealedFor(tenantId))
    if (after === null) continue
    resealed += await change(access, async (tx) => {
      const where = { tenantId, id, sealedPrivate: before }
      return bookkeeping((await tx.signingKey.updateMany({ where, data: { sealedPrivate: after } })).count)
    })
  }
  return resealed
}
