import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeOptions, changeLocked, type ChangeResult } from '@/lib/db/transaction'

/** The tenant’s connections, or those of an organization, whose row is locked first. */
export function changeConnections<T>(
  access: TenantAccess | OrganizationAccess,
  work: (tx: Tx) => Promise<ChangeResult<T>>,
  options?: ChangeOptions,
): Promise<T> {
  return access.kind === 'organization' ? changeLocked(access, work, options) : change(access, work, options)
}
