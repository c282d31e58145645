import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { setOpenness, type NamedPermissions } from './set-openness'

/**
 * Lets organizations put these permissions of an API into roles of their own. Answers those that were closed.
 * @throws DomainError not_found; invalid for the tenant’s own Management API
 */
export function openPermissions(
  access: TenantAccess<'update:resource_servers'>,
  permissions: NamedPermissions,
): Promise<string[]> {
  return change(access, (tx) => setOpenness(tx, access, { ...permissions, open: true }))
}
