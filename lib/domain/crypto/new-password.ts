import { z } from 'zod'
import { abortWith } from '@/lib/domain/text/abort-with'
import { fold } from '@/lib/domain/text/fold'
import { isWithinBytes } from '@/lib/domain/text/normalize'
import { commonPasswords } from './common-passwords'
import { PASSWORD_BYTES_AT_MOST } from './password'

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
