'use server'

import { z } from 'zod'
import { createApi } from '@/lib/domain/apis/create-api'
import { tenantAction } from '@/lib/http/action'
import { apiPath } from './paths'

/** With RBAC, and with permissions in tokens: the Management API creates an API without them unless it is told otherwise. */
export const create = tenantAction({
  needs: ['create:resource_servers'],
  input: z.object({ name: z.string().max(1000).default(''), identifier: z.string().max(2000).default('') }),
  run: async (access, { name, identifier: typed }) => {
    const identifier = typed.trim()
    const settings = { enforcePolicies: true, tokenDialect: 'access_token_authz' }
    const { id } = await createApi(access, { name, identifier, ...settings })
    return { redirect: `${apiPath(id)}/permissions` }
  },
})
