import { emailAddress, type EmailAddress } from './email-address'
import { asParsed, type Parsed } from './parsed'

export function parseEmail(text: string): Parsed<EmailAddress> {
  return asParsed(emailAddress, text)
}
