import { z } from 'zod'
import { bulkLimit } from '../invitations/bulk-limit'
import { userName } from '../users/user-fields'
import { type EmailAddress, emailAddress } from './email-address'
import { fold } from './fold'
import { namedAddress, splitAddressList } from './split-address-list'
import { abortWith, firstMessage } from './parse-input'

/** `input`: as typed, for the form. */
export type EmailEntry = { input: string } & (
  | { status: 'ok'; address: EmailAddress; name: string | undefined }
  | { status: 'duplicate'; address: EmailAddress; problem: string }
  | { status: 'invalid'; problem: string }
)

const TEXT_AT_MOST = 40_000

/** 1 to 100 addresses, typed or as address books write them (`Ann Lee <ann@acme.test>`). */
export const emailList = z
  .string()
  .refine((text) => text.length <= TEXT_AT_MOST, abortWith(`Enter at most ${bulkLimit} addresses at a time.`))
  .transform((text) => splitAddressList(text.replaceAll('\r', '\n')))
  .superRefine((inputs, context) => {
    if (inputs.length === 0) context.addIssue('Enter at least one email address.')
    if (inputs.length > bulkLimit)
      context.addIssue(`Enter at most ${bulkLimit} addresses at a time. There are ${inputs.length} here.`)
  })
  .transform((inputs) => emailEntries(inputs.map((input) => ({ input }))))

interface Typed {
  input: string
  /** Instead of one beside the address. */
  name?: string | undefined
}

export function emailEntries(typed: readonly Typed[]): EmailEntry[] {
  const seen = new Set<string>()
  return typed.map((one) => entryOf(one, seen))
}

function entryOf({ input, name: given = '' }: Typed, seen: Set<string>): EmailEntry {
  const typed = namedAddress(input)
  const { data: address, error } = emailAddress.safeParse(typed.address)
  if (error) return { input, status: 'invalid', problem: firstMessage(error) }
  const name = given.trim() || typed.name
  // Address books name the ones without a name by their address.
  const isNamed = name !== '' && fold(name.slice(0, 1_000)) !== address.folded
  const named = isNamed ? userName.safeParse(name) : undefined
  if (named?.error) return { input, status: 'invalid', problem: firstMessage(named.error) }
  if (seen.has(address.folded)) {
    return { input, status: 'duplicate', address, problem: 'This address is listed twice.' }
  }
  seen.add(address.folded)
  return { input, status: 'ok', address, name: named?.data }
}
