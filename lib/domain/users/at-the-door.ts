import type { SystemAccess } from '@/lib/access'
import { asSystem } from '@/lib/db/doors'

/** The access of somebody who is not yet signed in: signing in, signing up, proving an address, resetting a password. */
export function atTheDoor(tenantId: string): SystemAccess {
  return asSystem('somebody at the door is nobody yet', tenantId)
}
