import type { SystemAccess } from '@/lib/access'
import { bypassRowSecurity } from '@/lib/db/transaction'

/** The access used to check a cookie: whether its session is live, and what its user may do in which organization. */
export function byCookie(tenantId: string, userId?: string): SystemAccess {
  return bypassRowSecurity(
    'a cookie names its user; what the user may do is not known before it is read',
    tenantId,
    userId === undefined ? undefined : { userId },
  )
}
