import { fold } from './fold'
import { parseEmail } from './parse-email'

/** What an address is kept under, for looking up; of what is no address, something that nobody has. */
export function foldedAddress(text: string): string {
  const address = parseEmail(text)
  return address.ok ? address.value.folded : fold(text).slice(0, 254)
}
