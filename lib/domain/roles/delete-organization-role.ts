import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'

export function deleteOrganizationRole(
  access: OrganizationAccess<'delete:organization_roles'>,
  _roleId: string,
): Promise<{ name: string }> {
  return read(access, () => Promise.reject(new Error('Not built yet.')))
}
