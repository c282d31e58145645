import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { z } from 'zod'
import type { SystemAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { bypassRowSecurity, change, unchanged } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { resealColumn } from '../crypto/reseal-column'
import { seal, type SealedFor } from '../crypto/seal'
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

export function resealSigningKeys(access: SystemAccess): Promise<number> {
  return resealColumn(access, {
    table: sql`signing_keys`,
    column: sql`sealed_private`,
    sealedFor: () => sealedFor(access.tenantId),
  })
}
