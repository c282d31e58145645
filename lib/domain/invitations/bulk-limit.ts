/** Addresses or invitations that one request of the portal can change. */
export const bulkLimit = 100
