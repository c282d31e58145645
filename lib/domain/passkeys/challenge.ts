import { randomBytes } from 'node:crypto'
import { bookkeeping, change } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import { byProvider } from '../tokens/by-provider'

const minutes = 5

/** What a challenge is for, and who alone may answer it: a browser before signing in, a session after. */
export interface Asked {
  tenantId: string
  purpose: 'passkey_sign_in' | 'passkey_addition'
  holder: string
}

/** A new challenge (base64url), good for five minutes by the database’s clock. */
export function keepChallenge({ tenantId, purpose, holder }: Asked): Promise<string> {
  const challenge = randomBytes(32).toString('base64url')
  return change(byProvider(tenantId), async (tx) => {
    await tx.$executeRaw`
      INSERT INTO token_artifacts (tenant_id, kind, id_hash, payload, expires_at)
      VALUES (${tenantId}, ${purpose}, ${hashOf(holder, challenge)}, '{}', now() + make_interval(mins => ${minutes}))`
    return bookkeeping(challenge)
  })
}

/** Uses a challenge up, whatever comes of the answer: true for the one who gets it, false for everybody else. */
export function spendChallenge({ tenantId, purpose, holder }: Asked, challenge: string): Promise<boolean> {
  return change(byProvider(tenantId), async (tx) => {
    const spent = await tx.$queryRaw<{ alive: boolean }[]>`
      DELETE FROM token_artifacts
      WHERE tenant_id = ${tenantId} AND kind = ${purpose} AND id_hash = ${hashOf(holder, challenge)}
      RETURNING expires_at > now() AS alive`
    return bookkeeping(spent[0]?.alive ?? false)
  })
}

function hashOf(holder: string, challenge: string): string {
  return sha256Hex(`${holder} ${challenge}`)
}
