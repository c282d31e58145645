const BYTES_AT_MOST = 8_000

/** Guards quadratic time: 600 KB of marks take a minute. @throws RangeError if the length is not bounded */
export function normalize(text: string, form: 'NFC' | 'NFKC' | 'NFKD'): string {
  if (!isWithinBytes(text, BYTES_AT_MOST))
    throw new RangeError('Bound the length of a text before normalizing it.')
  return text.normalize(form)
}

/** The maximum: a Hangul syllable of three letters has nine bytes before composition. */
const BYTES_A_CHARACTER = 10

/** Bytes in UTF-8. Cheap for text of any length. */
export function isWithinBytes(text: string, max: number): boolean {
  if (text.length > max) return false
  // No UTF-16 code unit takes more than three bytes.
  return text.length * 3 <= max || new TextEncoder().encode(text).length <= max
}

/** A cheap check before normalization: false if no Unicode form of the text could fit. */
export function canHaveCharacters(text: string, max: number): boolean {
  return isWithinBytes(text, max * BYTES_A_CHARACTER)
}
