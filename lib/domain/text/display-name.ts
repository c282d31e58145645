import { z } from 'zod'
import { abortWith } from './parse-input'
import { canHaveCharacters, normalize } from './normalize'

/** Rejects what could mislead in an email or a menu. `label` begins the sentences: “Organization name”. */
export function displayName({ label, max }: { label: string; max: number }) {
  const tooLong = abortWith(`${label} can have at most ${max} characters.`)
  return z
    .string()
    .refine((text) => canHaveCharacters(text, max), tooLong)
    .transform((text) =>
      normalize(text, 'NFC')
        .replace(/[^\S\r\n\t\v\f\u2028\u2029\ufeff]+/g, ' ')
        .trim(),
    )
    .refine((name) => name !== '', abortWith(`${label} cannot be empty.`))
    .refine(
      (name) => !UNSEEN.test(name),
      abortWith(`${label} contains line breaks or characters that cannot be seen. Type it again.`),
    )
    .refine((name) => SEEN.test(name), abortWith(`${label} needs at least one character that can be seen.`))
    .refine((name) => !LINK.test(compatible(name)), abortWith(`${label} cannot contain a link.`))
    .refine((name) => !/[<>]/.test(compatible(name)), abortWith(`${label} cannot contain < or >.`))
    .refine((name) => Array.from(name).length <= max, tooLong)
}

// Keeps joiners and tags: Persian, Hindi and emoji need them.
const UNSEEN = /(?![\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
const SEEN = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u
const LINK = /[a-z][a-z0-9+.-]{0,20}:\/\/|\bwww\.\S|\b(?:https?|ftp|javascript|data|vbscript|mailto):\S/i

function compatible(name: string): string {
  return name.normalize('NFKC')
}

const most = 500
const TOO_LONG = abortWith(`Description can have at most ${most} characters.`)

/** May be empty. Links and symbols are allowed, invisible characters are not. */
export const shortDescription = z
  .string()
  .refine((text) => canHaveCharacters(text, most), TOO_LONG)
  .transform((text) => normalize(text, 'NFC').replace(/\s+/g, ' ').trim())
  .refine(
    (description) => !UNSEEN.test(description),
    abortWith('Description contains characters that cannot be seen.'),
  )
  .refine((description) => Array.from(description).length <= most, TOO_LONG)
