'use server'

import { z } from 'zod'
import { deleteApi } from '@/lib/domain/apis/delete-api'
import { updateApi } from '@/lib/domain/apis/update-api'
import { notFound } from '@/lib/errors'
import { tenantAction } from '@/lib/http/action'
import { apiPath, apisPath } from '../paths'
import {
  lifetimeInput,
  newPermission,
  oneApi,
  onePermission,
  permissionInput,
  settingsInput,
} from './action-input'

export const saveSettings = tenantAction({
  needs: ['update:resource_servers'],
  input: settingsInput,
  recent: 'save-api',
  run: async (access, { api_id: id, name, ...input }) => {
    await updateApi(access, {
      id,
      name,
      tokenLifetime: input.token_lifetime,
      tokenDialect: input.token_dialect,
      enforcePolicies: input.enforce_policies,
      allowOfflineAccess: input.allow_offline_access,
    })
    return { message: 'Changes saved.' }
  },
})

/** All that can change of the Management API. */
export const saveLifetime = tenantAction({
  needs: ['update:resource_servers'],
  input: lifetimeInput,
  recent: 'save-api',
  run: async (access, { api_id: id, token_lifetime: tokenLifetime }) => {
    await updateApi(access, { id, tokenLifetime })
    return { message: 'Changes saved.' }
  },
})

export const removeApi = tenantAction({
  needs: ['delete:resource_servers'],
  input: oneApi.extend({ confirmation: z.string().max(1000).default('') }),
  recent: 'delete-api',
  run: async (access, { api_id: id, confirmation }) => {
    await deleteApi(access, id, { confirmation })
    return { redirect: apisPath }
  },
})

export const addPermission = tenantAction({
  needs: ['update:resource_servers'],
  input: newPermission,
  recent: 'add-api-permission',
  run: async (
    access,
    { api_id: id, scopes: name, description, open_to_organizations: openToOrganizations },
  ) => {
    const added = { name, description, openToOrganizations }
    await updateApi(access, { id, permissions: (present) => [...present, added] })
    return { message: 'Permission added.' }
  },
})

export const savePermission = tenantAction({
  needs: ['update:resource_servers'],
  input: permissionInput,
  recent: 'save-api-permission',
  run: async (
    access,
    { api_id: id, permission, description, open_to_organizations: openToOrganizations },
  ) => {
    await updateApi(access, {
      id,
      permissions: (present) => {
        if (!present.some(({ name }) => name === permission)) throw notFound()
        const others = present.filter(({ name }) => name !== permission)
        return [...others, { name: permission, description, openToOrganizations }]
      },
    })
    return { message: 'Changes saved.' }
  },
})

export const removePermission = tenantAction({
  needs: ['update:resource_servers'],
  input: onePermission,
  recent: 'remove-api-permission',
  run: async (access, { api_id: id, permission }) => {
    await updateApi(access, {
      id,
      permissions: (present) => present.filter(({ name }) => name !== permission),
    })
    return { redirect: `${apiPath(id)}/permissions` }
  },
})
