import { fold } from '@/lib/domain/text/fold'
import { accepted, firstBroken, refused, type Parsed, type Rule } from '@/lib/domain/text/parsed'
import { isWithinBytes } from '@/lib/domain/text/within-bytes'
import { commonPasswords } from './common-passwords'
import { PASSWORD_BYTES_AT_MOST } from './password'

const PASSWORD_CHARACTERS_AT_LEAST = 10

/** A new password as it was typed, unless it is too short, too long, common, or tells who chose it. */
export function parsePassword(text: string, owner: { email: string; name?: string }): Parsed<string> {
  const length = firstBroken(lengths, text)
  if (length !== undefined) return refused(length)
  const problem = firstBroken(guesses, { password: fold(text), ...folded(owner) })
  return problem === undefined ? accepted(text) : refused(problem)
}

interface Guess {
  password: string
  email: string
  local: string
  name: string
}

const lengths: Rule<string>[] = [
  { breaks: (text) => text === '', sentence: 'Enter a password.' },
  {
    breaks: (text) => !isWithinBytes(text, PASSWORD_BYTES_AT_MOST),
    sentence: 'A password can have at most 1,024 characters, or fewer with accents or emoji.',
  },
  {
    breaks: (text) => Array.from(text).length < PASSWORD_CHARACTERS_AT_LEAST,
    sentence: `A password needs at least ${PASSWORD_CHARACTERS_AT_LEAST} characters.`,
  },
]

const guesses: Rule<Guess>[] = [
  {
    breaks: ({ password, email, local, name }) => [email, local, name].includes(password),
    sentence: 'Choose a password that is not your email address or name.',
  },
  {
    breaks: ({ password }) => new Set(password).size < 4,
    sentence: 'Choose a password with at least four different characters.',
  },
  {
    breaks: ({ password }) => commonPasswords.has(password),
    sentence: 'This password is too common. Choose another.',
  },
]

function folded({ email, name = '' }: { email: string; name?: string }): Omit<Guess, 'password'> {
  const address = fold(email)
  return { email: address, local: address.split('@')[0] ?? '', name: fold(name) }
}
