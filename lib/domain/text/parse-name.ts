import { accepted, firstBroken, refused, type Parsed } from './parsed'

/**
 * The display name of a person or an organization: 1 to `max` characters, one line, NFC, single spaces. What could
 * pass for something else in a mail or a menu is refused: direction controls, invisible characters, links, brackets.
 * `label` begins the sentences: “Organization name”.
 */
export function parseName(text: string, { label, max }: { label: string; max: number }): Parsed<string> {
  const name = text
    .normalize('NFC')
    .replace(/[^\S\r\n\t\v\f\u2028\u2029\ufeff]+/g, ' ')
    .trim()
  const problem = firstBroken(rules, name)
  if (problem !== undefined) return refused(`${label} ${problem}`)
  if (Array.from(name).length > max) return refused(`${label} can have at most ${max} characters.`)
  return accepted(name)
}

// Joiners and tags stay: Persian, Hindi, and emoji are written with them.
const UNSEEN = /(?![\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
const SEEN = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u
const LINK = /[a-z][a-z0-9+.-]{0,20}:\/\/|\bwww\.\S|\b(?:https?|ftp|javascript|data|vbscript|mailto):\S/i

const rules = [
  { breaks: (name: string) => name === '', sentence: 'cannot be empty.' },
  {
    breaks: (name: string) => UNSEEN.test(name),
    sentence: 'contains line breaks or characters that cannot be seen. Type it again.',
  },
  { breaks: (name: string) => !SEEN.test(name), sentence: 'needs at least one character that can be seen.' },
  { breaks: (name: string) => LINK.test(name.normalize('NFKC')), sentence: 'cannot contain a link.' },
  { breaks: (name: string) => /[<>]/.test(name.normalize('NFKC')), sentence: 'cannot contain < or >.' },
]
