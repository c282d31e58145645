import type { JWK } from 'jose'
import { z } from 'zod'
import type { SystemAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { log } from '@/lib/log'
import { unavailable } from '@/lib/unavailable'
import { unseal } from '../crypto/seal'
import { createFirstKeys, sealedFor } from './create-signing-key'

export interface SigningKeys {
  /** Changes whenever the keys do. */
  version: string
  /** With private parts. The active key is first; the others verify tokens that it did not sign. */
  keys: JWK[]
}

interface SealedKey {
  id: string
  state: 'active' | 'next' | 'retired'
  sealedPrivate: string
}

const jwk = z.record(z.string(), z.unknown()).transform((value): JWK => value)
const order = ['active', 'next', 'retired']

export async function signingKeys(tenantId: string): Promise<SigningKeys> {
  const found = await open(tenantId)
  if (found) return found
  await createFirstKeys(tenantId)
  const created = await open(tenantId)
  if (created) return created
  log().error(
    { part: 'keys', tenant: tenantId },
    'The tenant has no signing key that opens with FOYER_SECRET.',
  )
  throw unavailable()
}

async function open(tenantId: string): Promise<SigningKeys | null> {
  const rows = await read(bypassRowSecurity('the OpenID provider reads its signing keys', tenantId), (tx) =>
    findPublished(tx, tenantId),
  )
  rows.sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
  if (rows[0]?.state !== 'active') return null
  const opened = await Promise.all(
    rows.map(({ sealedPrivate }) => unseal(sealedPrivate, sealedFor(tenantId))),
  )
  if (opened[0] === null) return null
  const keys = opened.flatMap((text) => (text === null ? [] : [jwk.parse(JSON.parse(text))]))
  return { version: rows.map(({ id }) => id).join(' '), keys }
}

/** A retired key stays until all tokens that it signed have expired. */
async function findPublished(tx: Tx, tenantId: string): Promise<SealedKey[]> {
  const lifetime = await tokenLifetime(tx, tenantId)
  return tx.$queryRaw<SealedKey[]>`
    SELECT id, state, sealed_private AS "sealedPrivate" FROM signing_keys
    WHERE tenant_id = ${tenantId} AND sealed_private IS NOT NULL
      AND (state IN ('active', 'next') OR (state = 'retired' AND retired_at > now() - make_interval(secs => ${lifetime})))
    ORDER BY created_at DESC`
}

/** Keeps retired keys a week longer than they are published. */
export async function deleteOldSigningKeys(tx: Tx, tenantId: string): Promise<number> {
  const lifetime = await tokenLifetime(tx, tenantId)
  return tx.$executeRaw`
    DELETE FROM signing_keys
    WHERE tenant_id = ${tenantId} AND state IN ('retired', 'revoked')
      AND retired_at < now() - make_interval(days => 7, secs => ${lifetime})`
}

/** Without private parts. */
export function listSigningKeys(
  access: TenantAccess<'read:signing_keys'> | SystemAccess,
): Promise<SigningKey[]> {
  return read(access, (tx) => readSigningKeys(tx, access.tenantId))
}

export interface SigningKey {
  id: string
  state: 'active' | 'next' | 'retired' | 'revoked'
  createdAt: Date
  activatedAt: Date | null
  retiredAt: Date | null
}

export function readSigningKeys(tx: Tx, tenantId: string): Promise<SigningKey[]> {
  return tx.$queryRaw<SigningKey[]>`
    SELECT id, state, created_at AS "createdAt", activated_at AS "activatedAt", retired_at AS "retiredAt"
    FROM signing_keys WHERE tenant_id = ${tenantId}
    ORDER BY array_position(ARRAY['active', 'next', 'retired', 'revoked'], state), created_at DESC, id`
}

/** Seconds. A day at least, since lifetimes can be shortened while tokens are valid. */
async function tokenLifetime(tx: Tx, tenantId: string): Promise<number> {
  const [{ seconds }] = await tx.$queryRaw<[{ seconds: number }]>`
    SELECT 600 + greatest(86400,
      (SELECT max(a.token_lifetime) FROM apis a WHERE a.tenant_id = ${tenantId}),
      (SELECT max(c.id_token_seconds) FROM clients c WHERE c.tenant_id = ${tenantId})) AS seconds`
  return seconds
}
