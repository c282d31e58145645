import { frontLink } from '../front-links'

/** What goes on once the user has signed in again. */
export type Continued =
  | 'add-passkey'
  | 'change-email'
  | 'delete-account'
  | 'set-up-authenticator'
  | 'new-recovery-codes'
  | 'remove-authenticator'

/** At the tenant’s own page (`here`), even if the email domain leads to an organization’s page. */
export function confirmPath(continued: Continued): string {
  return frontLink('/sign-in', { again: '1', here: '1', return_to: `/account?continue=${continued}` })
}
