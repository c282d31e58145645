import { z } from 'zod'
import { abortWith } from '../text/parse-input'
import { canHaveCharacters, normalize } from '../text/normalize'

const most = 500
const TOO_LONG = abortWith(`The message can have at most ${most} characters.`)

// Keeps line breaks, and joiners and tags: Persian, Hindi and emoji need them.
const UNSEEN = /(?![\n\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/** Plain text with line breaks. Undefined if nothing was written. */
export const personalMessage = z
  .string()
  .refine((text) => canHaveCharacters(text, most), TOO_LONG)
  .transform((text) =>
    normalize(text, 'NFC')
      .replace(/\r\n?/g, '\n')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  )
  .refine((text) => !UNSEEN.test(text), abortWith('The message contains characters that cannot be seen.'))
  .refine((text) => Array.from(text).length <= most, TOO_LONG)
  .transform((text) => (text === '' ? undefined : text))
