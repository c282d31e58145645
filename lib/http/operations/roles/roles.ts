import { createTenantRole } from '@/lib/domain/tenant-roles/create-tenant-role'
import { listTenantRoles } from '@/lib/domain/tenant-roles/read-tenant-role'
import { tenantRoute } from '@/lib/http/api'
import { pageAnswer, pageOf, windowOf } from '@/lib/http/auth0/paging'
import { newRole, roleAnswer, rolesQuery, roleWire } from '@/lib/http/auth0/role'

export const GET = tenantRoute({
  title: 'List roles',
  any: ['read:roles'],
  query: rolesQuery,
  answer: pageAnswer('roles', roleAnswer),
  run: async (access, { query }) => {
    const { name_filter: name, type, owner_id: owner } = query
    const ownerId = type === 'organization' ? owner : undefined
    const found = await listTenantRoles(access, { ...windowOf(query), name, ownerId })
    return pageOf(query, found, { key: 'roles', wire: roleWire })
  },
})

export const POST = tenantRoute({
  title: 'Create a role',
  any: ['create:roles'],
  body: newRole,
  answer: roleAnswer,
  refusals: [409],
  run: async (access, { body }) => {
    const { name, description, assignable, is_owner: isOwner } = body
    return roleWire(await createTenantRole(access, { name, description, assignable, isOwner }))
  },
})
