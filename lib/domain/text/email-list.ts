import { z } from 'zod'
import { abortWith } from './abort-with'
import { type EmailAddress, emailAddress } from './email-address'
import { firstMessage } from './parse-input'

/** `input`: as typed, for the form. */
export type EmailEntry = { input: string } & (
  | { status: 'ok'; address: EmailAddress }
  | { status: 'duplicate'; address: EmailAddress; problem: string }
  | { status: 'invalid'; problem: string }
)

const AT_MOST = 100
const TEXT_AT_MOST = 40_000

/** 1 to 100 addresses, typed or as address books write them (`Ann Lee <ann@acme.test>`). */
export const emailList = z
  .string()
  .refine((text) => text.length <= TEXT_AT_MOST, abortWith(`Enter at most ${AT_MOST} addresses at a time.`))
  .transform((text) => splitAddressList(text.replaceAll('\r', '\n')))
  .superRefine((inputs, context) => {
    if (inputs.length === 0) context.addIssue('Enter at least one email address.')
    if (inputs.length > AT_MOST)
      context.addIssue(`Enter at most ${AT_MOST} addresses at a time. There are ${inputs.length} here.`)
  })
  .transform((inputs) => {
    const seen = new Set<string>()
    return inputs.map((input) => entryOf(input, seen))
  })

function entryOf(input: string, seen: Set<string>): EmailEntry {
  const { data: address, error } = emailAddress.safeParse(/<([^<>]*)>$/.exec(input)?.[1] ?? input)
  if (error) return { input, status: 'invalid', problem: firstMessage(error) }
  if (seen.has(address.folded)) {
    return { input, status: 'duplicate', address, problem: 'This address is listed twice.' }
  }
  seen.add(address.folded)
  return { input, status: 'ok', address }
}

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
