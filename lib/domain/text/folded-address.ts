import { fold } from './fold'
import { parseEmail } from './parse-email'

const CHARACTERS_AT_MOST = 254

/** What an address is kept under, for looking up; of what is no address, something that nobody has. */
export function foldedAddress(text: string): string {
  const address = parseEmail(text)
  if (address.ok) return address.value.folded
  return fold(text.slice(0, CHARACTERS_AT_MOST)).slice(0, CHARACTERS_AT_MOST)
}
