import { frontLink } from '../front-links'

/** Where she shows once more who she is, and comes back. */
export const confirmPath = frontLink('/sign-in', { again: '1', return_to: '/account' })
