import { z } from 'zod'
import { givePermissions } from '@/lib/domain/users/give-permissions'
import { listPermissionsOf } from '@/lib/domain/users/list-permissions-of'
import { takePermissions } from '@/lib/domain/users/take-permissions'
import { tenantRoute } from '@/lib/http/api'
import { offsetOf, offsetQuery } from '@/lib/http/wire/paging'
import {
  absentPermission,
  permissionsAnswer,
  permissionsBody,
  permissionsPage,
  wantedPermissions,
} from '@/lib/http/wire/permission'
import { noUser } from '@/lib/http/wire/problem'

export const GET = tenantRoute({
  title: 'List the permissions that a user was given directly',
  any: ['read:users'],
  query: z.object(offsetQuery),
  answer: permissionsAnswer,
  absent: noUser,
  run: async (access, { params: { id: userId = '' }, query }) =>
    permissionsPage(query, await listPermissionsOf(access, { userId, ...offsetOf(query) })),
})

export const POST = tenantRoute({
  title: 'Give permissions to a user directly',
  any: ['update:users'],
  body: permissionsBody,
  status: 201,
  answer: z.strictObject({}),
  refusals: [409],
  absent: noUser,
  run: async (access, { params: { id: userId = '' }, body }) => {
    await givePermissions(access, { userId, permissions: wantedPermissions(body) }).catch(absentPermission)
    return {}
  },
})

export const DELETE = tenantRoute({
  title: 'Take permissions from a user that were given directly',
  any: ['update:users'],
  body: permissionsBody,
  status: 204,
  absent: noUser,
  run: async (access, { params: { id: userId = '' }, body }) => {
    await takePermissions(access, { userId, permissions: wantedPermissions(body) }).catch(absentPermission)
  },
})
