import type { PermissionRef } from '../roles/permission-ref'

export interface ListedPermission extends PermissionRef {
  description: string
  apiIdentifier: string
  apiName: string
}

/** The columns of what attaches a permission, and their order, API by API. */
export const permissionColumns = {
  apiId: true,
  name: true,
  permission: { select: { description: true, api: { select: { identifier: true, name: true } } } },
} as const
export const permissionOrder: PermissionOrder[] = [
  { permission: { api: { isPortal: 'desc' } } },
  { permission: { api: { name: 'asc' } } },
  { apiId: 'asc' },
  { name: 'asc' },
]

interface PermissionOrder {
  apiId?: 'asc'
  name?: 'asc'
  permission?: { api: { isPortal: 'desc' } | { name: 'asc' } }
}
interface Row extends PermissionRef {
  permission: { description: string; api: { identifier: string; name: string } }
}

export function listedPermission({ apiId, name, permission }: Row): ListedPermission {
  const { description, api } = permission
  return { apiId, name, description, apiIdentifier: api.identifier, apiName: api.name }
}
