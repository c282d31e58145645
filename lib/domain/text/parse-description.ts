import { accepted, refused, type Parsed } from './parsed'

const most = 500

/** What a role or a permission is for, in one line; it may be empty. Links and signs are welcome, hidden letters are not. */
export function parseDescription(text: string): Parsed<string> {
  const description = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (UNSEEN.test(description)) return refused('Description contains characters that cannot be seen.')
  if (Array.from(description).length > most)
    return refused(`Description can have at most ${most} characters.`)
  return accepted(description)
}

// Joiners and tags stay: Persian, Hindi, and emoji are written with them.
const UNSEEN = /(?![\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}]/u
