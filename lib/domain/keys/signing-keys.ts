import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { z } from 'zod'
import { bookkeeping, change, read, unchanged } from '@/lib/db/doors'
import { isUniqueViolation } from '@/lib/db/enter'
import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { seal, unseal } from '../crypto/seal'
import { byProvider } from '../tokens/by-provider'

export interface SigningKeys {
  /** Changes whenever the keys do. */
  version: string
  /** With their private parts: the one that signs first, then next and retired ones, which clients may meet. */
  keys: JWK[]
}

const jwk = z.record(z.string(), z.unknown()).transform((value): JWK => value)
const order = ['active', 'next', 'retired']

/** The tenant’s keys; the first are made when first asked for. */
export async function signingKeys(tenantId: string): Promise<SigningKeys> {
  const found = await find(tenantId)
  if (found) return found
  await makeFirst(tenantId)
  const made = await find(tenantId)
  if (!made) throw new Error('The tenant has no signing key that opens with FOYER_SECRET.')
  return made
}

async function find(tenantId: string): Promise<SigningKeys | null> {
  const rows = await read(byProvider(tenantId), (tx) =>
    tx.signingKey.findMany({ where: { tenantId, state: { in: order } }, orderBy: { createdAt: 'desc' } }),
  )
  rows.sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
  if (rows[0]?.state !== 'active') return null
  const opened = await Promise.all(
    rows.map(({ sealedPrivate }) => unseal(sealedPrivate ?? '', sealedFor(tenantId))),
  )
  if (opened[0] === null) return null
  const keys = opened.flatMap((text) => (text === null ? [] : [jwk.parse(JSON.parse(text))]))
  return { version: rows.map(({ id }) => id).join(' '), keys }
}

/** Two processes may try at once; the one that loses uses what the other made. */
async function makeFirst(tenantId: string): Promise<void> {
  const keys = [await newKey(tenantId, 'active'), await newKey(tenantId, 'next')]
  await change(byProvider(tenantId), async (tx) => {
    if ((await tx.signingKey.count({ where: { tenantId, state: 'active' } })) > 0) return unchanged(undefined)
    for (const key of keys) await insert(tx, key)
    return bookkeeping(undefined)
  }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error
  })
}

export interface NewSigningKey {
  id: string
  state: 'active' | 'next'
  publicJwk: JWK
  sealedPrivate: string
}

export async function newKey(tenantId: string, state: NewSigningKey['state']): Promise<NewSigningKey> {
  const id = newId('signingKey')
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 })
  const marks = { kid: id, use: 'sig' }
  const sealedPrivate = await seal(
    JSON.stringify({ ...(await exportJWK(privateKey)), ...marks }),
    sealedFor(tenantId),
  )
  return { id, state, publicJwk: { ...(await exportJWK(publicKey)), ...marks }, sealedPrivate }
}

export function insert(tx: Tx, { id, state, publicJwk, sealedPrivate }: NewSigningKey) {
  const activatedAt = state === 'active' ? new Date() : null
  return tx.signingKey.create({
    data: { id, state, publicJwk: z.json().parse(publicJwk) ?? {}, sealedPrivate, activatedAt },
  })
}

export function sealedFor(tenantId: string): { purpose: string; tenantId: string } {
  return { purpose: 'signing key', tenantId }
}
