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
    .refine(
      (text) => !commonPasswords.has(fold(text)),
      abortWith('This password is too common. Choose another.'),
    )
}

function namesOf({ email, name = '' }: { email: string; name?: string }): string[] {
  const address = fold(email)
  return [address, address.split('@')[0] ?? '', fold(name)]
}

const lines = `
0123456789 0987654321 01234567890 1029384756 11223344556 1122334455 1212121212 1231231234 123123123123 1234512345
1234567890 12345678900 12345678901 1234567891 12345678910 123456789012 123456789a 123456789abc 123456789q 1234qwerasdf
1357924680 147258369a 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 2wsx3edc4rfv 4815162342 5201314520 9876543210 987654321a
a123456789 a1b2c3d4e5 abc1234567 abc123abc123 abc123456789 abcd123456 abcd1234567 abcde12345 abcdef1234 abcdefghij
abcdefghijk admin12345 admin123456 administrator administrator1 adminadmin asd123asd123 asdasdasdasd asdf123456
asdfasdfasdf asdfghjkl1 asdfghjkl123 asdfghjkl; basketball basketball1 bismillah1 blink182182 butterfly1 changeme123
changeme1234 charlie123 chocolate1 christopher computer123 computer1234 correcthorsebatterystaple default123 elizabeth1
football10 football12 football123 footballer forever123 fuckyou123 godisgood1 goodluck123 hello12345 hello123456
helloworld helloworld1 iloveyou12 iloveyou123 iloveyou1234 iloveyou2u iloveyouso jesuschrist jesusislord letmein123
letmein1234 letmeinnow liverpool1 liverpoolfc liverpool123 loveyou123 loveyou1314 manchester manchester1 marseille13
michael123 microsoft1 monkey1234 mypassword mypassword1 newpassword newpassword1 p@ssw0rd12 p@ssw0rd123 p@ssword123
pass123456 pass1234567 passw0rd12 passw0rd123 passw0rd1234 password01 password10 password11 password12 password123
password123! password1234 password12345 password2024 password2025 password2026 passwordpassword password1! password!1
pokemon123 princess12 princess123 q1w2e3r4t5 q1w2e3r4t5y6 qazwsx1234 qazwsx123456 qazwsxedc1 qazwsxedc123
qazwsxedcrfv qwe123qwe123 qweasdzxc1 qweasdzxc123 qweqweqwe1 qwer123456 qwer1234qwer qwerasdfzxcv qwerty1234 qwerty12345
qwerty123456 qwertyqwerty qwertyuiop qwertyuiop1 qwertyuiop123 qwertyuiop[] qwertzuiop realmadrid1 realmadrid
secret1234 snowboarding spiderman1 starwars123 summer2024 summer2025 summer2026 sunshine12 sunshine123 superman12
superman123 superstar1 teamwork123 test123456 test1234567 testtest123 testtesttest thisismypassword trustno1trustno1
unbelievable user123456 welcome123 welcome1234 welcome12345 welcome2024 welcome2025 welcome2026 winter2025 winter2026
zaq12wsxcde3 zaq1zaq1zaq1 zxcvbnm123 zxcvbnm1234 zxcvbnm,./ zxcvbnm12345 zxcvbnmasdfghjkl
`

/** From lists of leaked passwords: lower case, ten characters and more. */
export const commonPasswords: ReadonlySet<string> = new Set(lines.trim().split(/\s+/))
