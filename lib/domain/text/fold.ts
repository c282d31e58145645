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
