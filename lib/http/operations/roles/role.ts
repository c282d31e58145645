import { z } from 'zod'
import { updateTenantRole } from '@/lib/domain/tenant-roles/update-tenant-role'
import { deleteTenantRole } from '@/lib/domain/tenant-roles/delete-tenant-role'
import { getAnyRole } from '@/lib/domain/tenant-roles/read-tenant-role'
import { tenantRoute } from '@/lib/http/api'
import { withLastOwnerQuery, lastOwnerQuery } from '@/lib/http/auth0/last-owner'
import { noRole, roleAnswer, roleChange, roleWire } from '@/lib/http/auth0/role'

export const GET = tenantRoute({
  title: 'Get a role',
  any: ['read:roles'],
  answer: roleAnswer,
  absent: noRole,
  run: async (access, { params: { id = '' } }) => roleWire(await getAnyRole(access, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a role',
  any: ['update:roles'],
  query: z.object(lastOwnerQuery),
  body: roleChange,
  answer: roleAnswer,
  refusals: [409],
  absent: noRole,
  current: GET,
  run: async (access, { params: { id: roleId = '' }, query, body }) => {
    const { type: _, is_owner: isOwner, ...changes } = body
    const update = { ...changes, roleId, isOwner }
    const { role } = await withLastOwnerQuery(access, query, (by) => updateTenantRole(by, update))
    return roleWire(role)
  },
})

export const DELETE = tenantRoute({
  title: 'Delete a role',
  any: ['delete:roles'],
  query: z.object(lastOwnerQuery),
  answer: z.strictObject({}),
  refusals: [409],
  absent: noRole,
  current: GET,
  run: async (access, { params: { id = '' }, query }) => {
    await withLastOwnerQuery(access, query, (by) => deleteTenantRole(by, id))
    return {}
  },
})
