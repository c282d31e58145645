'use server'

import { z } from 'zod'
import { addPermissionsTo, removePermissionsFrom } from '@/lib/domain/apis/attached-permissions'
import { addTenantRoles, removeTenantRoles } from '@/lib/domain/users/tenant-roles'
import { checkbox, several, tenantAction } from '@/lib/http/action'
import { userId } from '../../inputs'

const role = z.object({ user_id: userId, role_id: z.string().min(1).max(50) })

export const addRole = tenantAction({
  needs: ['update:users'],
  input: role,
  recent: 'add-role',
  run: async (access, { user_id, role_id }) => {
    await addTenantRoles(access, { users: [user_id], roles: [role_id] })
    return { message: 'The role is added.', undo: { user_id, role_id } }
  },
})

export const removeRole = tenantAction({
  needs: ['update:users'],
  input: role.extend({ is_last_accepted: checkbox }),
  recent: 'take-role',
  run: async (access, { user_id, role_id, is_last_accepted }) => {
    await removeTenantRoles(access, {
      userId: user_id,
      roles: [role_id],
      mustLeaveOperator: !is_last_accepted,
    })
    return { message: 'The role is removed.', undo: { user_id, role_id } }
  },
})

const permissions = z.object({
  user_id: userId,
  api_id: z.string().min(1).max(100),
  permissions: several(z.string().min(1).max(300)).refine(
    (names) => names.length > 0,
    'Choose at least one permission.',
  ),
})

function refsOf({ api_id: apiId, permissions: names }: z.output<typeof permissions>) {
  return names.map((name) => ({ apiId, name }))
}

export const addPermissions = tenantAction({
  needs: ['update:users'],
  input: permissions,
  recent: 'add-permissions',
  run: async (access, input) => {
    const added = await addPermissionsTo(access, 'user', { id: input.user_id, permissions: refsOf(input) })
    return {
      message: added === 1 ? 'The permission is added.' : `${added} permissions are added.`,
      undo: input,
    }
  },
})

export const removePermission = tenantAction({
  needs: ['update:users'],
  input: permissions,
  recent: 'remove-permissions',
  run: async (access, input) => {
    const removed = await removePermissionsFrom(access, 'user', {
      id: input.user_id,
      permissions: refsOf(input),
      mustLeaveOperator: true,
    })
    return {
      message: removed === 1 ? 'The permission is removed.' : `${removed} permissions are removed.`,
      undo: input,
    }
  },
})
