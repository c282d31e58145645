import { parseEmail, type EmailAddress } from './parse-email'
import { accepted, refused, type Parsed } from './parsed'
import { splitAddressList } from './split-address-list'

/** One piece of a pasted list, with what was typed kept for the form. */
export type EmailEntry = { input: string } & (
  | { status: 'ok'; address: EmailAddress }
  | { status: 'duplicate'; address: EmailAddress; problem: string }
  | { status: 'invalid'; problem: string }
)

const AT_MOST = 100
const TEXT_AT_MOST = 40_000

/**
 * Many addresses, typed or pasted: parted by commas, semicolons, spaces or line breaks, or as address books write
 * them (`Ann Lee <ann@acme.test>`). Each is judged by itself; the same address again is a duplicate. Refused as a
 * whole when there are none or more than 100.
 */
export function parseEmails(text: string): Parsed<EmailEntry[]> {
  if (text.length > TEXT_AT_MOST) return refused(`Enter at most ${AT_MOST} addresses at a time.`)
  const inputs = splitAddressList(text.replaceAll('\r', '\n'))
  if (inputs.length === 0) return refused('Enter at least one email address.')
  if (inputs.length > AT_MOST) {
    return refused(`Enter at most ${AT_MOST} addresses at a time. There are ${inputs.length} here.`)
  }
  const seen = new Set<string>()
  return accepted(inputs.map((input) => judge(input, seen)))
}

function judge(input: string, seen: Set<string>): EmailEntry {
  const parsed = parseEmail(/<([^<>]*)>$/.exec(input)?.[1] ?? input)
  if (!parsed.ok) return { input, status: 'invalid', problem: parsed.problem }
  const address = parsed.value
  if (seen.has(address.folded)) {
    return { input, status: 'duplicate', address, problem: 'This address is listed twice.' }
  }
  seen.add(address.folded)
  return { input, status: 'ok', address }
}
