import { hash, verify } from '@node-rs/argon2'
import { BoundedQueue } from '@/lib/bounded-queue'
import { normalize } from '@/lib/domain/text/normalize'
import { isWithinBytes } from '@/lib/domain/text/within-bytes'

export const PASSWORD_BYTES_AT_MOST = 1_024

/** OWASP's figures for Argon2id, which is also the library's algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** No password is known to give this, and checking one against it costs what a real hash costs. */
const NOBODY = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

const hashing = new BoundedQueue({ width: 2, waiting: 16 })

/** An Argon2id hash of the password, at most two at once in this process. Throws `unavailable` when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  if (isTooLong(password)) throw new Error('A password must be parsed before it is hashed')
  return hashing.run(() => hash(normalized(password), COST))
}

/**
 * Whether the password belongs to the hash. With null (no such account, or one without a password) the same work is
 * done and the answer is false. Throws `unavailable` when too many wait.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if (isTooLong(password)) return false
  const matches = await hashing.run(() => verify(stored ?? NOBODY, normalized(password)))
  return matches && stored !== null
}

function isTooLong(password: string): boolean {
  return !isWithinBytes(password, PASSWORD_BYTES_AT_MOST)
}

/** Keyboards differ in how they compose an accent. */
function normalized(password: string): string {
  return normalize(password, 'NFKC')
}
