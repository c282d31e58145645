import { normalize } from './normalize'
import { accepted, firstBroken, type Parsed, refused, type Rule } from './parsed'
import { canHaveCharacters } from './within-bytes'

/**
 * The display name of a person or an organization: 1 to `max` characters, one line, NFC, single spaces. What could
 * pass for something else in a mail or a menu is refused: direction controls, invisible characters, links, brackets.
 * `label` begins the sentences: “Organization name”.
 */
export function parseName(text: string, { label, max }: { label: string; max: number }): Parsed<string> {
  const tooLong = `${label} can have at most ${max} characters.`
  if (!canHaveCharacters(text, max)) return refused(tooLong)
  const name = normalize(text, 'NFC')
    .replace(/[^\S\r\n\t\v\f\u2028\u2029\ufeff]+/g, ' ')
    .trim()
  const problem = firstBroken(rules, { name, plain: name.normalize('NFKC') })
  if (problem !== undefined) return refused(`${label} ${problem}`)
  return Array.from(name).length > max ? refused(tooLong) : accepted(name)
}

interface Written {
  name: string
  /** As a reader may take it, or a program that folds width. */
  plain: string
}

// Joiners and tags stay: Persian, Hindi, and emoji are written with them.
const UNSEEN_IN_LINE = /(?![\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
const SEEN = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u
const LINK = /[a-z][a-z0-9+.-]{0,20}:\/\/|\bwww\.\S|\b(?:https?|ftp|javascript|data|vbscript|mailto):\S/i

const rules: Rule<Written>[] = [
  { breaks: ({ name }) => name === '', sentence: 'cannot be empty.' },
  {
    breaks: ({ name }) => UNSEEN_IN_LINE.test(name),
    sentence: 'contains line breaks or characters that cannot be seen. Type it again.',
  },
  { breaks: ({ name }) => !SEEN.test(name), sentence: 'needs at least one character that can be seen.' },
  { breaks: ({ plain }) => LINK.test(plain), sentence: 'cannot contain a link.' },
  { breaks: ({ plain }) => /[<>]/.test(plain), sentence: 'cannot contain < or >.' },
]

const most = 500
const TOO_LONG = `Description can have at most ${most} characters.`

/** What a role or a permission is for, in one line; it may be empty. Links and signs are welcome, hidden letters are not. */
export function parseDescription(text: string): Parsed<string> {
  if (!canHaveCharacters(text, most)) return refused(TOO_LONG)
  const description = normalize(text, 'NFC').replace(/\s+/g, ' ').trim()
  if (UNSEEN_IN_TEXT.test(description)) return refused('Description contains characters that cannot be seen.')
  if (Array.from(description).length > most) return refused(TOO_LONG)
  return accepted(description)
}

// Joiners and tags stay: Persian, Hindi, and emoji are written with them.
const UNSEEN_IN_TEXT = /(?![\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}]/u
