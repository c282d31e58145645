import { z } from 'zod'
import { giveTenantRoles } from '@/lib/domain/users/give-tenant-roles'
import { listTenantRolesOf } from '@/lib/domain/users/list-tenant-roles-of'
import { takeTenantRoles } from '@/lib/domain/users/take-tenant-roles'
import { tenantRoute } from '@/lib/http/api'
import { absentPart } from '@/lib/http/wire/absent-part'
import { offsetOf, offsetQuery, pageAnswer, pageOf } from '@/lib/http/wire/paging'
import { noRole, roleAnswer, roleWire } from '@/lib/http/wire/role'
import { noUser } from '@/lib/http/wire/problem'
import { userRoles } from '@/lib/http/wire/user'

export const GET = tenantRoute({
  title: 'List the roles of a user at tenant level',
  any: ['read:users', 'read:roles', 'read:role_members'],
  query: z.object(offsetQuery),
  answer: pageAnswer('roles', roleAnswer),
  absent: noUser,
  run: async (access, { params: { id: userId = '' }, query }) => {
    const found = await listTenantRolesOf(access, { userId, ...offsetOf(query) })
    return pageOf(query, { ...found, next: null }, { key: 'roles', wire: roleWire })
  },
})

export const POST = tenantRoute({
  title: 'Give roles to a user',
  any: ['update:users', 'create:role_members'],
  body: userRoles,
  status: 204,
  refusals: [409],
  absent: noUser,
  run: (access, { params: { id = '' }, body: { roles } }) =>
    giveTenantRoles(access, { users: [id], roles }).catch(absentPart({ users: noUser, roles: noRole })),
})

export const DELETE = tenantRoute({
  title: 'Take roles from a user',
  any: ['update:users', 'delete:role_members'],
  body: userRoles,
  status: 204,
  absent: noUser,
  run: (access, { params: { id: userId = '' }, body: { roles } }) =>
    takeTenantRoles(access, { userId, roles }).catch(absentPart({ roles: noRole })),
})
