/** Said of an address that was left for another day. */
export const overLimitMessage = 'Tomorrow: the daily limit is reached.'
