import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import type { WantedRole } from './create-organization-role'

export interface RoleChange extends WantedRole {
  roleId: string
  /** By reviewOrganizationRole. */
  version: string
}
export function changeOrganizationRole(
  access: OrganizationAccess<'update:organization_roles'>,
  _change: RoleChange,
): Promise<{ name: string }> {
  return read(access, () => Promise.reject(new Error('Not built yet.')))
}
