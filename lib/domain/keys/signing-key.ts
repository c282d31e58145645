import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { z } from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { seal, type SealedFor } from '../crypto/seal'

export interface NewSigningKey {
  id: string
  publicJwk: JWK
  sealedPrivate: string
}

/** A new pair of keys (RSA, 2048 bit), the private part sealed. Takes a moment: make it before a transaction. */
export async function makeSigningKey(tenantId: string): Promise<NewSigningKey> {
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
