const SEPARATORS = /[\s,;]*/y
const ALONE = /[^\s,;]+/y
const BRACKETED = /<[^<>\n]*>/y
const QUOTED = /"[^"\n]*"[ \t]*<[^<>\n]*>/y
/** Characters that end a plain name. */
const END_OF_NAME = /[;<>"@]|[^\S \t]/g

const WORDS_AT_MOST = 8

interface Stretch {
  end: number
  /** Infinity if no bracketed address follows. */
  nameFrom: number
  addressEnd: number
}

/** Reads each character a bounded number of times, so hostile text takes linear time. */
export function splitAddressList(text: string): string[] {
  const entries: string[] = []
  let stretch: Stretch = { end: -1, nameFrom: 0, addressEnd: 0 }
  for (let at = endOf(SEPARATORS, text, 0); at !== null && at < text.length;) {
    if (at > stretch.end) stretch = stretchFrom(text, at)
    const end = endOfEntry(text, at, stretch)
    entries.push(text.slice(at, end))
    at = endOf(SEPARATORS, text, end)
  }
  return entries
}

function endOfEntry(text: string, at: number, { nameFrom, addressEnd }: Stretch): number {
  const named = text[at] === '"' ? endOf(QUOTED, text, at) : at >= nameFrom ? addressEnd : null
  return named ?? endOf(ALONE, text, at) ?? text.length
}

function stretchFrom(text: string, at: number): Stretch {
  END_OF_NAME.lastIndex = at
  const end = END_OF_NAME.exec(text)?.index ?? text.length
  const addressEnd = endOf(BRACKETED, text, end)
  if (addressEnd === null) return { end, nameFrom: Infinity, addressEnd: end }
  return { end, nameFrom: at + nameStart(text.slice(at, end)), addressEnd }
}

/** At most eight words with space after them, and no comma on its own. */
function nameStart(before: string): number {
  const gaps = Array.from(before.matchAll(/[ \t]+/g), ({ index, 0: gap }) => index + gap.length).reverse()
  return gaps.find((word, words) => words >= WORDS_AT_MOST || before[word] === ',') ?? 0
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : null
}

interface NamedAddress {
  address: string
  /** Empty without one. */
  name: string
}

/** `Ann Lee <ann@acme.test>` and `"Lee, Ann" <ann@acme.test>` have the address in brackets. */
export function namedAddress(text: string): NamedAddress {
  const end = text.trimEnd()
  const start = end.lastIndexOf('<')
  if (start < 0 || !end.endsWith('>') || end.indexOf('>', start) < end.length - 1)
    return { address: text, name: '' }
  const name = end.slice(0, start).trim()
  return { address: end.slice(start + 1, -1), name: name.replace(/^["“'](.*)["”']$/s, '$1').trim() }
}
