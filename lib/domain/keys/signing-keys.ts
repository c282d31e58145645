import type { JWK } from 'jose'
import { z } from 'zod'
import { read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { unseal } from '../crypto/seal'
import { byProvider } from '../tokens/by-provider'
import { makeFirstKeys } from './make-first-keys'
import { sealedFor } from './signing-key'
import { tokenLife } from './token-life'

export interface SigningKeys {
  /** Changes whenever the keys do. */
  version: string
  /** With their private parts: the one that signs first, then next and retired ones, which clients may meet. */
  keys: JWK[]
}

interface SealedKey {
  id: string
  state: 'active' | 'next' | 'retired'
  sealedPrivate: string
}

const jwk = z.record(z.string(), z.unknown()).transform((value): JWK => value)
const order = ['active', 'next', 'retired']

/** The tenant’s keys; the first are made when first asked for. */
export async function signingKeys(tenantId: string): Promise<SigningKeys> {
  const found = await open(tenantId)
  if (found) return found
  await makeFirstKeys(tenantId)
  const made = await open(tenantId)
  if (!made) throw new Error('The tenant has no signing key that opens with FOYER_SECRET.')
  return made
}

async function open(tenantId: string): Promise<SigningKeys | null> {
  const rows = await read(byProvider(tenantId), (tx) => findPublished(tx, tenantId))
  rows.sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
  if (rows[0]?.state !== 'active') return null
  const opened = await Promise.all(
    rows.map(({ sealedPrivate }) => unseal(sealedPrivate, sealedFor(tenantId))),
  )
  if (opened[0] === null) return null
  const keys = opened.flatMap((text) => (text === null ? [] : [jwk.parse(JSON.parse(text))]))
  return { version: rows.map(({ id }) => id).join(' '), keys }
}

/** A retired key stays until every token that it signed is over. */
async function findPublished(tx: Tx, tenantId: string): Promise<SealedKey[]> {
  const life = await tokenLife(tx, tenantId)
  return tx.$queryRaw<SealedKey[]>`
    SELECT id, state, sealed_private AS "sealedPrivate" FROM signing_keys
    WHERE tenant_id = ${tenantId} AND sealed_private IS NOT NULL
      AND (state IN ('active', 'next') OR (state = 'retired' AND retired_at > now() - make_interval(secs => ${life})))
    ORDER BY created_at DESC`
}
