// Control characters, bidi marks, invisible characters. The joiners stay: Persian and emoji need them.
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/gu
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu

/** One short line, safe in a subject or header. `longest` counts visible characters and the ellipsis. */
export function plainName(name: string, longest = 80): string {
  const line = name
    .slice(0, 1_000)
    .toWellFormed()
    .replace(UNSEEN, ' ')
    .replace(STACKED_MARKS, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  return clip(line === '' ? '(no name)' : line, longest)
}

/** Email clients link “evil.com” and “tel:123”, so a space is added; a look-alike dot would deceive the reader. */
export function unlinked(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N}])[.。．｡](?=\p{L}{2})/gu, '$& ').replace(/(?<=\p{L}):(?=\S)/gu, ': ')
}

function clip(text: string, longest: number): string {
  const characters = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment)
  if (characters.length <= longest) return text
  return `${characters
    .slice(0, longest - 1)
    .join('')
    .trimEnd()}…`
}
