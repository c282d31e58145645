import type { SystemAccess } from '@/lib/access'
import { bypassRowSecurity } from '@/lib/db/transaction'

/** The access of somebody who is not yet signed in: signing in, signing up, proving an address, resetting a password. */
export function atTheDoor(tenantId: string): SystemAccess {
  return bypassRowSecurity('the user has not signed in yet', tenantId)
}
