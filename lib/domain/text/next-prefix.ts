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
