import { z } from 'zod'
import { addTenantRoles, listTenantRolesOf, removeTenantRoles } from '@/lib/domain/users/tenant-roles'
import { tenantRoute } from '@/lib/http/api'
import { offsetOf, offsetQuery, pageAnswer, pageOf } from '@/lib/http/auth0/paging'
import { notFoundByField, noUser } from '@/lib/http/auth0/problem'
import { noRole, roleAnswer, roleWire } from '@/lib/http/auth0/role'
import { userRoleIds } from '@/lib/http/auth0/user'

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
  title: 'Add roles to a user',
  any: ['update:users', 'create:role_members'],
  body: userRoleIds,
  status: 204,
  refusals: [409],
  absent: noUser,
  run: (access, { params: { id = '' }, body: { roles } }) =>
    addTenantRoles(access, { users: [id], roles }).catch(notFoundByField({ users: noUser, roles: noRole })),
})

export const DELETE = tenantRoute({
  title: 'Remove roles from a user',
  any: ['update:users', 'delete:role_members'],
  body: userRoleIds,
  status: 204,
  absent: noUser,
  run: (access, { params: { id: userId = '' }, body: { roles } }) =>
    removeTenantRoles(access, { userId, roles }).catch(notFoundByField({ roles: noRole })),
})
