import { codeOf } from '@/lib/domain/crypto/code'
import { derive } from '@/lib/domain/crypto/derive'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { env } from '@/lib/env'
import { alphanumericFrom } from '@/lib/ids'

export interface ProofSecrets {
  /** 32 letters and digits, for the link. */
  token: string
  /** Six digits, for typing. */
  code: string
}

/**
 * The link’s token and the code of a proof, derived from its id; under the secret of today, or the one before where
 * the proof was made under that. With no hash given, those of a proof about to be made.
 */
export function proofSecrets(proof: { id: string; tokenHash?: string }): ProofSecrets {
  const { secret, previousSecret } = env()
  if (proof.tokenHash !== undefined && previousSecret !== undefined) {
    const before = secretsUnder(previousSecret, proof.id)
    if (sha256Hex(before.token) === proof.tokenHash) return before
  }
  return secretsUnder(secret, proof.id)
}

function secretsUnder(secret: string, id: string): ProofSecrets {
  return { token: tokenUnder(secret, id, 0), code: codeOf(secret, 'proof', id) }
}

function tokenUnder(secret: string, id: string, round: number): string {
  const blocks = [0, 1].map((block) => derive(secret, 'proof', id, round, block))
  return alphanumericFrom(Buffer.concat(blocks), 32) ?? tokenUnder(secret, id, round + 1)
}
