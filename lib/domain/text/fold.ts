import { normalize } from './normalize'

/** Equal for texts that differ only in width, ligatures, case or white space. @throws RangeError as normalize() */
export function fold(text: string): string {
  const lower = normalize(text, 'NFKC').toLowerCase()
  // The text may have grown, but not its number of marks.
  return lower.normalize('NFKC').replace(/\s+/g, ' ').trim()
}

/** As in SQL: `lower(regexp_replace(normalize(x, NFKD), '[\u0300-\u036f]', '', 'g'))`. @throws RangeError */
export function foldWords(text: string): string[] {
  const bare = normalize(text, 'NFKD').replace(/[\u0300-\u036f]/g, '')
  // Letter by letter, as in PostgreSQL: JavaScript would turn a last Σ into a final sigma.
  const lower = Array.from(bare, (letter) => letter.toLowerCase()).join('')
  return lower.split(/[\s\u0085]+/).filter((word) => word !== '')
}

/** The least text, by code points, that is greater than every text with this beginning. */
export function nextPrefix(prefix: string): string {
  const letters = Array.from(prefix)
  for (let last = letters.pop(); last !== undefined; last = letters.pop()) {
    const next = nextLetter(last.codePointAt(0) ?? 0)
    if (next !== null) return letters.join('') + next
  }
  return '\u{10FFFF}'
}

function nextLetter(codePoint: number): string | null {
  if (codePoint >= 0x10ffff) return null
  const next = codePoint + 1
  return String.fromCodePoint(next >= 0xd800 && next <= 0xdfff ? 0xe000 : next)
}
