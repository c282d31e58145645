/** How many addresses or invitations one request of the portal can change. */
export const bulkLimit = 100

/** For an address that was left for another day. */
export const overLimitMessage = 'Tomorrow: the daily limit is reached.'
