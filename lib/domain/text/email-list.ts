import { z } from 'zod'
import { mostAtOnce } from '../invitations/most-at-once'
import { abortWith } from './abort-with'
import { type EmailAddress, emailAddress } from './email-address'
import { firstMessage } from './parse-input'
import { splitAddressList } from './split-address-list'

/** `input`: as typed, for the form. */
export type EmailEntry = { input: string } & (
  | { status: 'ok'; address: EmailAddress }
  | { status: 'duplicate'; address: EmailAddress; problem: string }
  | { status: 'invalid'; problem: string }
)

const TEXT_AT_MOST = 40_000

/** 1 to 100 addresses, typed or as address books write them (`Ann Lee <ann@acme.test>`). */
export const emailList = z
  .string()
  .refine(
    (text) => text.length <= TEXT_AT_MOST,
    abortWith(`Enter at most ${mostAtOnce} addresses at a time.`),
  )
  .transform((text) => splitAddressList(text.replaceAll('\r', '\n')))
  .superRefine((inputs, context) => {
    if (inputs.length === 0) context.addIssue('Enter at least one email address.')
    if (inputs.length > mostAtOnce)
      context.addIssue(`Enter at most ${mostAtOnce} addresses at a time. There are ${inputs.length} here.`)
  })
  .transform(emailEntries)

export function emailEntries(inputs: readonly string[]): EmailEntry[] {
  const seen = new Set<string>()
  return inputs.map((input) => entryOf(input, seen))
}

function entryOf(input: string, seen: Set<string>): EmailEntry {
  const { data: address, error } = emailAddress.safeParse(/<([^<>]*)>$/.exec(input)?.[1] ?? input)
  if (error) return { input, status: 'invalid', problem: firstMessage(error) }
  if (seen.has(address.folded)) {
    return { input, status: 'duplicate', address, problem: 'This address is listed twice.' }
  }
  seen.add(address.folded)
  return { input, status: 'ok', address }
}
