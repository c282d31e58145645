import type { SystemAccess } from '@/lib/access'
import { bypassRowSecurity } from '@/lib/db/transaction'

/** The access of the OpenID provider, which knows a client, a code or a key before it knows a person. */
export function byProvider(tenantId: string, userId?: string): SystemAccess {
  return bypassRowSecurity(
    'the OpenID provider serves every application of the tenant',
    tenantId,
    userId === undefined ? undefined : { userId },
  )
}
