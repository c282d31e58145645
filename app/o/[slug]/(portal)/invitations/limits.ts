/** Addresses or invitations that one request can change. */
export const mostAtOnce = 100
