import { accepted, refused, type Parsed } from '../text/parsed'

/** A connection’s name, for scripts and never changed: letters, digits and single dashes. */
export function parseConnectionName(text: string): Parsed<string> {
  if (text.length > 128) return refused('Name can have at most 128 characters.')
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/i.test(text)) return accepted(text)
  return refused('Name has letters, digits and single dashes only, such as acme-okta.')
}
