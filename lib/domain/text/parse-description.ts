import { normalize } from './normalize'
import { accepted, refused, type Parsed } from './parsed'
import { mayHaveCharacters } from './within-bytes'

const most = 500
const TOO_LONG = `Description can have at most ${most} characters.`

/** What a role or a permission is for, in one line; it may be empty. Links and signs are welcome, hidden letters are not. */
export function parseDescription(text: string): Parsed<string> {
  if (!mayHaveCharacters(text, most)) return refused(TOO_LONG)
  const description = normalize(text, 'NFC').replace(/\s+/g, ' ').trim()
  if (UNSEEN.test(description)) return refused('Description contains characters that cannot be seen.')
  if (Array.from(description).length > most) return refused(TOO_LONG)
  return accepted(description)
}

// Joiners and tags stay: Persian, Hindi, and emoji are written with them.
const UNSEEN = /(?![\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}]/u
