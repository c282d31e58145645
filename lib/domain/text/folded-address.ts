import { emailAddress } from './email-address'
import { fold } from './fold'

const CHARACTERS_AT_MOST = 254

/** For a lookup; invalid text gives a value that no user has. */
export function foldedAddress(text: string): string {
  const address = emailAddress.safeParse(text).data
  return address?.folded ?? fold(text.slice(0, CHARACTERS_AT_MOST)).slice(0, CHARACTERS_AT_MOST)
}
