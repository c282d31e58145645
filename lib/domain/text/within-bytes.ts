/** No character takes more: a Hangul syllable of three letters has nine bytes before it is composed. */
const BYTES_A_CHARACTER = 10

/** Whether the text has at most `max` bytes as UTF-8. Costs little however long the text is. */
export function isWithinBytes(text: string, max: number): boolean {
  if (text.length > max) return false
  // No UTF-16 code unit takes more than three bytes.
  return text.length * 3 <= max || new TextEncoder().encode(text).length <= max
}

/** False for a text that cannot come to `max` characters or fewer, so that nothing else needs to look at it. */
export function canHaveCharacters(text: string, max: number): boolean {
  return isWithinBytes(text, max * BYTES_A_CHARACTER)
}
