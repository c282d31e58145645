import { normalize } from './normalize'

/**
 * One spelling for texts that read the same: width, ligatures, case and white space do not tell them apart.
 * @throws RangeError beyond what `normalize` takes
 */
export function fold(text: string): string {
  const lower = normalize(text, 'NFKC').toLowerCase()
  // The second pass may get a text that has grown, but no more marks.
  return lower.normalize('NFKC').replace(/\s+/g, ' ').trim()
}

/**
 * The words of a text for search by prefix, without case and accents. The SQL twin is
 * `lower(regexp_replace(normalize(x, NFKD), '[\u0300-\u036f]', '', 'g'))`, split on white space.
 * @throws RangeError beyond what `normalize` takes
 */
export function foldWords(text: string): string[] {
  const bare = normalize(text, 'NFKD').replace(/[\u0300-\u036f]/g, '')
  // Letter by letter, as PostgreSQL does it: the whole string would make a final sigma of a last Σ.
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
