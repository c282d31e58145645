import { z } from 'zod'
import {
  addPermissionsToRole,
  listRolePermissions,
  removePermissionsFromRole,
} from '@/lib/domain/tenant-roles/role-permissions'
import { tenantRoute } from '@/lib/http/api'
import { offsetOf, offsetQuery } from '@/lib/http/auth0/paging'
import {
  absentPermission,
  permissionsAnswer,
  permissionsBody,
  permissionsPage,
  permissionsInput,
} from '@/lib/http/auth0/permission'
import { noRole } from '@/lib/http/auth0/role'

export const GET = tenantRoute({
  title: 'List a role’s permissions',
  any: ['read:roles'],
  query: z.object(offsetQuery),
  answer: permissionsAnswer,
  absent: noRole,
  run: async (access, { params: { id: roleId = '' }, query }) =>
    permissionsPage(query, await listRolePermissions(access, { roleId, ...offsetOf(query) })),
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
    await addPermissionsToRole(access, { roleId, permissions: permissionsInput(body) }).catch(
      absentPermission,
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
    await removePermissionsFromRole(access, { roleId, permissions: permissionsInput(body) }).catch(
      absentPermission,
    )
  },
})
