import { frontLink } from '../front-links'

/** Where she shows once more who she is, at the tenant’s own page wherever her address leads, and comes back. */
export const confirmPath = frontLink('/sign-in', { again: '1', here: '1', return_to: '/account' })
