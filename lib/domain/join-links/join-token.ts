import { joinTokenOf } from '@/lib/domain/crypto/derive'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { env } from '@/lib/env'

/** The link is valid once the hash is stored. */
export function joinTokenHash(joinLinkId: string): string {
  return sha256Hex(joinTokenOf({ secret: env().secret, joinLinkId }))
}

/** The path of the link, with the secret that gives this hash. Null if that secret is not accepted any more. */
export function findJoinPath({ id, tokenHash }: { id: string; tokenHash: string }): string | null {
  for (const secret of env().acceptedSecrets) {
    const token = joinTokenOf({ secret, joinLinkId: id })
    if (sha256Hex(token) === tokenHash) return `/join/${token}`
  }
  return null
}
