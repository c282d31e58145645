import type { SystemAccess } from '@/lib/access'
import { asSystem } from '@/lib/db/doors'

/** The access under which a cookie’s claim is looked into: whether its session lives, and what its person holds where. */
export function byCookie(tenantId: string, userId?: string): SystemAccess {
  return asSystem(
    'a cookie says who she is; what she may do is not known before it is read',
    tenantId,
    userId === undefined ? undefined : { userId },
  )
}
