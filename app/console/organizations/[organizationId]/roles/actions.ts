'use server'

import { createOrganizationRole } from '@/lib/domain/roles/create-organization-role'
import { tenantOrgAction } from '@/lib/http/action'
import * as changes from '../../../../o/[slug]/(portal)/roles/role-changes'
import { organizationPath } from '../../query'

export const createRole = tenantOrgAction({
  needs: ['create:organization_roles'],
  input: changes.roleInput,
  recent: 'create-role',
  run: async (access, input) => {
    const { id } = await createOrganizationRole(access, input)
    return { redirect: organizationPath(access.organizationId, `roles/${id}`) }
  },
})

export const changeRole = tenantOrgAction({
  needs: ['update:organization_roles'],
  input: changes.roleChangeInput,
  recent: 'change-role',
  run: changes.changeRole,
})

export const deleteRole = tenantOrgAction({
  needs: ['delete:organization_roles'],
  input: changes.roleDeletionInput,
  recent: 'delete-role',
  run: async (access, input) => {
    await changes.deleteRole(access, input)
    return { redirect: organizationPath(access.organizationId, 'roles') }
  },
})
