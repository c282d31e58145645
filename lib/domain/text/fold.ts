/** One spelling for texts that read the same: width, ligatures, case and white space do not tell them apart. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/g, ' ').trim()
}

/**
 * The words of a text for search by prefix, without case and accents. The SQL twin is
 * `lower(regexp_replace(normalize(x, NFKD), '[\u0300-\u036f]', '', 'g'))`, split on white space.
 */
export function foldWords(text: string): string[] {
  const bare = text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  // Letter by letter, as PostgreSQL does it: the whole string would make a final sigma of a last Σ.
  const lower = Array.from(bare, (letter) => letter.toLowerCase()).join('')
  return lower.split(/[\s\u0085]+/).filter((word) => word !== '')
}
