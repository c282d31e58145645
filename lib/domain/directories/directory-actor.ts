import type { OrganizationAccess, Permission } from '@/lib/access'
import type { DirectoryCaller } from '@/lib/callers'

/** All that a directory may do; foyer.directory_permissions says the same. */
const permissions = [
  'read:organization_members',
  'create:organization_members',
  'delete:organization_members',
  'read:organization_member_roles',
  'create:organization_member_roles',
  'delete:organization_member_roles',
] as const satisfies readonly Permission[]

export type DirectoryPermission = (typeof permissions)[number]

export type DirectoryAccess = OrganizationAccess<DirectoryPermission> & { readonly caller: DirectoryCaller }

export const directoryPermissions: readonly DirectoryPermission[] = permissions
