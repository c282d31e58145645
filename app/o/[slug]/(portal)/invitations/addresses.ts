import { namedAddress, splitAddressList } from '@/lib/domain/text/split-address-list'

/** Only for an answer while typing: the server decides. */
export function looksLikeAddress(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(namedAddress(text).address)
}

export interface SplitText {
  entries: string[]
  /** What is still being typed. */
  rest: string
}

/** Takes apart what was typed, up to its last separator; a space only ends a text that holds an address. */
export function splitTyped(text: string): SplitText {
  const isInQuotes = (text.match(/"/g)?.length ?? 0) % 2 === 1
  const end = isInQuotes ? -1 : Math.max(...[',', ';', '\n'].map((separator) => text.lastIndexOf(separator)))
  const typed = text.slice(end + 1)
  const isAddress = /\s$/.test(typed) && looksLikeAddress(typed.trim())
  const split = isAddress ? text : text.slice(0, end + 1)
  return { entries: splitAddressList(split), rest: text.slice(split.length).trimStart() }
}

/** Takes all of a pasted text, but for a rest that is no address yet. */
export function splitPasted(text: string): SplitText {
  const entries = splitAddressList(text.replaceAll('\r', '\n'))
  const last = entries.at(-1)
  if (last === undefined || looksLikeAddress(last) || /[\s,;]$/.test(text)) return { entries, rest: '' }
  return { entries: entries.slice(0, -1), rest: last }
}
