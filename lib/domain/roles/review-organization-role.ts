import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import type { WantedRole } from './create-organization-role'

export interface ReviewedPermission {
  apiName: string
  name: string
  description: string
}
export interface RoleReview {
  /** What the change has to bring, so that it is made to the role that was looked at. */
  version: string
  name?: { before: string; after: string }
  description?: { before: string; after: string }
  adds: ReviewedPermission[]
  removes: ReviewedPermission[]
  holders: { names: string[]; count: number }
  invitations: number
}
export function reviewOrganizationRole(
  access: OrganizationAccess<'update:organization_roles'>,
  _wanted: WantedRole & { roleId: string },
): Promise<RoleReview> {
  return read(access, () => Promise.reject(new Error('Not built yet.')))
}
