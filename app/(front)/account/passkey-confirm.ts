import { frontLink } from '../front-links'

/** Asks for a new sign-in at the tenant’s own page (`here`), whatever the email domain, and returns to the account. */
export const confirmPath = frontLink('/sign-in', { again: '1', here: '1', return_to: '/account' })
