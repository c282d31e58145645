import type { SystemAccess } from '@/lib/access'
import { asSystem } from '@/lib/db/transaction'

/** The access used to check a cookie: whether its session is live, and what its user may do in which organization. */
export function byCookie(tenantId: string, userId?: string): SystemAccess {
  return asSystem(
    'a cookie names its user; what the user may do is not known before it is read',
    tenantId,
    userId === undefined ? undefined : { userId },
  )
}
