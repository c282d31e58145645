import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'
import { BoundedQueue } from '@/lib/bounded-queue'
import { abortWith } from '@/lib/domain/text/parse-input'
import { fold } from '@/lib/domain/text/fold'
import { isWithinBytes, normalize } from '@/lib/domain/text/normalize'

const PASSWORD_BYTES_AT_MOST = 1_024

/** OWASP’s figures for Argon2id, the library’s algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** No known password has this hash; checking it costs as much as a real one. */
const NO_PASSWORD = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

const hashing = new BoundedQueue({ width: 2, waiting: 16 })

/** At most two at once in this process. @throws DomainError unavailable when too many wait */
export async function hashPassword(password: string): Promise<string> {
  if (isTooLong(password)) throw new Error('A password must be parsed before it is hashed')
  return hashing.run(() => hash(normalized(password), COST))
}

/** With null it does the same work, so that timing does not tell. @throws DomainError unavailable */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if (isTooLong(password)) return false
  const matches = await hashing.run(() => verify(stored ?? NO_PASSWORD, normalized(password)))
  return matches && stored !== null
}

function isTooLong(password: string): boolean {
  return !isWithinBytes(password, PASSWORD_BYTES_AT_MOST)
}

/** Keyboards differ in how they compose an accent. */
function normalized(password: string): string {
  return normalize(password, 'NFKC')
}

const PASSWORD_CHARACTERS_AT_LEAST = 10

/** The rules that need no list; `parseNewPassword` applies all. */
export function passwordFor(owner: { email: string; name?: string }) {
  return z
    .string()
    .refine((text) => text !== '', abortWith('Enter a password.'))
    .refine(
      (text) => isWithinBytes(text, PASSWORD_BYTES_AT_MOST),
      abortWith('A password can have at most 1,024 characters, or fewer with accents or emoji.'),
    )
    .refine(
      (text) => Array.from(text).length >= PASSWORD_CHARACTERS_AT_LEAST,
      abortWith(`A password needs at least ${PASSWORD_CHARACTERS_AT_LEAST} characters.`),
    )
    .refine(
      (text) => !namesOf(owner).includes(fold(text)),
      abortWith('Choose a password that is not your email address or name.'),
    )
    .refine(
      (text) => new Set(fold(text)).size >= 4,
      abortWith('Choose a password with at least four different characters.'),
    )
}

function namesOf({ email, name = '' }: { email: string; name?: string }): string[] {
  const address = fold(email)
  return [address, address.split('@')[0] ?? '', fold(name)]
}
