import { z } from 'zod'
import { givePermissions } from '@/lib/domain/users/give-permissions'
import { listPermissionsOf } from '@/lib/domain/users/list-permissions-of'
import { takePermissions } from '@/lib/domain/users/take-permissions'
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
import { noUser } from '@/lib/http/wire/problem'

const absentPermission = absentPart({ permissions: noPermission })

export const GET = tenantRoute({
  title: 'List the permissions that a user was given directly',
  any: ['read:users'],
  query: z.object(offsetQuery),
  answer: pageAnswer('permissions', permissionAnswer),
  absent: noUser,
  run: async (access, { params: { id: userId = '' }, query }) => {
    const found = await listPermissionsOf(access, { userId, ...offsetOf(query) })
    return pageOf(query, { ...found, next: null }, { key: 'permissions', wire: permissionWire })
  },
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
