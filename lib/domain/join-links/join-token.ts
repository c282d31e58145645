import { joinTokenOf } from '@/lib/domain/crypto/derive'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { env } from '@/lib/env'

/** The link is valid once the hash is stored. */
export function joinTokenHash(joinLinkId: string): string {
  return sha256Hex(joinTokenOf({ secret: env().secret, joinLinkId }))
}

/** The path of the link, with the secret that gives this hash. Null if the secret has changed twice since. */
export function findJoinPath({ id, tokenHash }: { id: string; tokenHash: string }): string | null {
  const { secret, previousSecret } = env()
  for (const candidate of [secret, previousSecret]) {
    if (candidate === undefined) continue
    const token = joinTokenOf({ secret: candidate, joinLinkId: id })
    if (sha256Hex(token) === tokenHash) return `/join/${token}`
  }
  return null
}
