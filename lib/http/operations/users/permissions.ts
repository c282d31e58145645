import { z } from 'zod'
import {
  addDirectPermissions,
  listPermissionsOf,
  removeDirectPermissions,
} from '@/lib/domain/users/direct-permissions'
import { tenantRoute } from '@/lib/http/api'
import { offsetOf, offsetQuery } from '@/lib/http/auth0/paging'
import {
  absentPermission,
  permissionsAnswer,
  permissionsBody,
  permissionsPage,
  permissionsInput,
} from '@/lib/http/auth0/permission'
import { noUser } from '@/lib/http/auth0/problem'

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
    await addDirectPermissions(access, { userId, permissions: permissionsInput(body) }).catch(
      absentPermission,
    )
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
    await removeDirectPermissions(access, { userId, permissions: permissionsInput(body) }).catch(
      absentPermission,
    )
  },
})
