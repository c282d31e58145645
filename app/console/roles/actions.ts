'use server'

import { z } from 'zod'
import { authorize, type TenantAccess } from '@/lib/access'
import { createTenantRole } from '@/lib/domain/tenant-roles/create-tenant-role'
import { deleteTenantRole } from '@/lib/domain/tenant-roles/delete-tenant-role'
import { reviewTenantRole, updateTenantRole } from '@/lib/domain/tenant-roles/update-tenant-role'
import { deleteTemplateRole, saveTemplateRole } from '@/lib/domain/tenants/template-roles'
import { emailAddress } from '@/lib/domain/text/email-address'
import { addTenantRoles, addTenantRolesByAddress, removeTenantRoles } from '@/lib/domain/users/tenant-roles'
import { DomainError } from '@/lib/errors'
import { checkbox, several, tenantAction } from '@/lib/http/action'
import { idField, textField } from '@/lib/http/text-field'
import { permissionField } from '../../o/[slug]/(portal)/roles/role-changes'
import { overtaken, reviewedVersion, reviewOf } from './review'

const named = {
  name: z.string().max(2000).default(''),
  description: z.string().max(5000).default(''),
  permissions: several(permissionField),
}
const flags = { assignable: checkbox, is_owner: checkbox }

export const create = tenantAction({
  needs: ['create:roles'],
  input: z.object({ ...named, ...flags }),
  recent: 'create-role',
  run: async (access, { is_owner: isOwner, ...role }) => {
    // As in the Management API, where permissions are added to a role afterwards.
    if (role.permissions.length > 0) authorize(access, 'update:roles')
    const { id } = await createTenantRole(access, { ...role, isOwner })
    return { redirect: `/console/roles/${id}` }
  },
})

/** Saves only what a review has shown: the first submit returns the review. */
export const change = tenantAction({
  needs: ['update:roles'],
  input: z.object({ ...named, ...flags, role_id: idField, reviewed: z.string().max(500).default('') }),
  recent: 'change-role',
  run: async (access, { role_id: roleId, reviewed, is_owner: isOwner, ...role }) => {
    const edit = { ...role, roleId, isOwner }
    const review = async (notice?: string) => ({
      review: reviewOf(await reviewTenantRole(access, edit), edit, notice),
    })
    const version = reviewedVersion(reviewed, edit)
    if (version === undefined) return await review(reviewed === '' ? undefined : overtaken)
    try {
      const { role: saved } = await updateTenantRole(access, { ...edit, version })
      return { message: `${saved.name} is saved.` }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'conflict' && error.field === undefined)
        return await review(error.message)
      throw error
    }
  },
})

export const remove = tenantAction({
  needs: ['delete:roles'],
  input: z.object({ role_id: idField }),
  recent: 'delete-role',
  run: async (access, { role_id }) => {
    await deleteTenantRole(access, role_id, { mustLeaveOperator: true })
    return { redirect: '/console/roles' }
  },
})

/** By address, or by id to undo a removal. */
export const addUser = tenantAction({
  needs: ['create:role_members'],
  input: z.object({
    role_id: idField,
    user_id: z.string().max(200).optional(),
    email: z.string().default(''),
  }),
  recent: 'give-role',
  run: async (access, { role_id, user_id, email }) => {
    const userId = user_id ?? (await addUserByAddress(access, role_id, email))
    if (user_id !== undefined) await addTenantRoles(access, { users: [user_id], roles: [role_id] })
    return { message: 'Role given.', undo: { role_id, user_id: userId } }
  },
})

function addUserByAddress(
  access: TenantAccess<'create:role_members'>,
  roleId: string,
  typed: string,
): Promise<string> {
  const { email } = z.object({ email: textField(emailAddress) }).parse({ email: typed }).email
  const finder = authorize(access, 'create:role_members', 'read:users')
  return addTenantRolesByAddress(finder, { email, roles: [roleId] })
}

export const removeUser = tenantAction({
  needs: ['delete:role_members'],
  input: z.object({ role_id: idField, user_id: z.string().max(200).default('') }),
  recent: 'take-role',
  run: async (access, { role_id, user_id }) => {
    await removeTenantRoles(access, { userId: user_id, roles: [role_id], mustLeaveOperator: true })
    return { message: 'Role removed.', undo: { role_id, user_id } }
  },
})

export const saveTemplate = tenantAction({
  needs: ['update:tenant_settings'],
  input: z.object({ ...named, template_role_id: idField.optional() }),
  recent: 'save-template-role',
  run: async (access, { template_role_id: id, ...role }) => {
    await saveTemplateRole(access, { ...role, id })
    return { redirect: '/console/roles' }
  },
})

export const removeTemplate = tenantAction({
  needs: ['update:tenant_settings'],
  input: z.object({ template_role_id: idField }),
  recent: 'delete-template-role',
  run: async (access, { template_role_id }) => {
    await deleteTemplateRole(access, template_role_id)
    return { redirect: '/console/roles' }
  },
})
