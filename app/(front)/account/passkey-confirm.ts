import { frontLink } from '../front-links'

/** At the tenant’s own page (`here`), even if the email domain leads to an organization’s page. Then goes on. */
export const confirmPath = frontLink('/sign-in', { again: '1', here: '1', return_to: '/account?add=passkey' })
