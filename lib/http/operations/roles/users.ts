import { z } from 'zod'
import { listRoleUsers } from '@/lib/domain/tenant-roles/queries'
import { addTenantRoles } from '@/lib/domain/users/tenant-roles'
import { tenantRoute } from '@/lib/http/api'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'
import { noRole, roleUserAnswer, roleUserIds, roleUserWire } from '@/lib/http/auth0/role'
import { notFoundByField, noUser } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'List the users who have a role at tenant level',
  any: ['read:users', 'read:roles', 'read:role_members'],
  query: z.object(pagingQuery),
  answer: pageAnswer('users', roleUserAnswer),
  absent: noRole,
  run: async (access, { params: { id: roleId = '' }, query, tenant }) => {
    const found = await listRoleUsers(access, { roleId, ...windowOf(query) })
    return pageOf(query, found, { key: 'users', wire: (user) => roleUserWire(tenant, user) })
  },
})

export const POST = tenantRoute({
  title: 'Add a role to users',
  any: ['update:roles', 'create:role_members'],
  body: roleUserIds,
  refusals: [409],
  absent: noRole,
  run: (access, { params: { id = '' }, body: { users } }) =>
    addTenantRoles(access, { users, roles: [id] }).catch(notFoundByField({ users: noUser, roles: noRole })),
})
