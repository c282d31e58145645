/** Addresses or invitations that one request of the portal can change. */
export const bulkLimit = 100

/** Said of an address that was left for another day. */
export const overLimitMessage = 'Tomorrow: the daily limit is reached.'
