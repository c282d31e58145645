import { z } from 'zod'
import { addPermissionsToRole } from '@/lib/domain/tenant-roles/add-permissions-to-role'
import { listRolePermissions } from '@/lib/domain/tenant-roles/list-role-permissions'
import { removePermissionsFromRole } from '@/lib/domain/tenant-roles/remove-permissions-from-role'
import { tenantRoute } from '@/lib/http/api'
import { absentPart } from '@/lib/http/wire/absent-part'
import { offsetOf, offsetQuery, pageAnswer, pageOf } from '@/lib/http/wire/paging'
import {
  noPermission,
  permissionAnswer,
  permissionsBody,
  permissionWire,
  wantedPermissions,
} from '@/lib/http/wire/permission'
import { noRole } from '@/lib/http/wire/role'

export const GET = tenantRoute({
  title: 'List a role’s permissions',
  any: ['read:roles'],
  query: z.object(offsetQuery),
  answer: pageAnswer('permissions', permissionAnswer),
  absent: noRole,
  run: async (access, { params: { id: roleId = '' }, query }) => {
    const found = await listRolePermissions(access, { roleId, ...offsetOf(query) })
    return pageOf(query, { ...found, next: null }, { key: 'permissions', wire: permissionWire })
  },
})

export const POST = tenantRoute({
  title: 'Add permissions to a role',
  any: ['update:roles'],
  body: permissionsBody,
  status: 201,
  answer: z.strictObject({}),
  refusals: [409],
  absent: noRole,
  run: async (access, { params: { id: roleId = '' }, body }) => {
    const permissions = wantedPermissions(body)
    await addPermissionsToRole(access, { roleId, permissions }).catch(
      absentPart({ permissions: noPermission }),
    )
    return {}
  },
})

export const DELETE = tenantRoute({
  title: 'Remove permissions from a role',
  any: ['update:roles'],
  body: permissionsBody,
  status: 204,
  absent: noRole,
  run: async (access, { params: { id: roleId = '' }, body }) => {
    const permissions = wantedPermissions(body)
    await removePermissionsFromRole(access, { roleId, permissions }).catch(
      absentPart({ permissions: noPermission }),
    )
  },
})
