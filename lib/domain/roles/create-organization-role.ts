import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import type { PermissionRef } from './permission-ref'

export interface WantedRole {
  name: string
  description: string
  permissions: readonly PermissionRef[]
}
export function createOrganizationRole(
  access: OrganizationAccess<'create:organization_roles'>,
  wanted: WantedRole,
): Promise<{ id: string; name: string }> {
  return read(access, () => Promise.reject(new Error('Not built yet.')))
}
