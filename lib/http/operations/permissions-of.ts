import { z } from 'zod'
import {
  addPermissionsTo,
  type HolderKind,
  listPermissionsOf,
  removePermissionsFrom,
} from '@/lib/domain/apis/attached-permissions'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { tenantRoute } from '@/lib/http/api'
import { offsetOf, offsetQuery } from '@/lib/http/auth0/paging'
import {
  absentPermission,
  permissionsAnswer,
  permissionsBody,
  permissionsPage,
  withoutScopes,
  permissionsInput,
} from '@/lib/http/auth0/permission'
import type { ApiProblem } from '@/lib/http/auth0/problem'

interface Titles {
  list: string
  add: string
  remove: string
}

/** The operations of a role’s permissions, and of those that a user was given directly. */
export function permissionsOf<K extends HolderKind>(kind: K, absent: () => ApiProblem, titles: Titles) {
  const parsePermissions = (tenant: Tenant, body: z.output<typeof permissionsBody>) => {
    const permissions = permissionsInput(body)
    return kind === 'role' ? withoutScopes(tenant, permissions) : permissions
  }
  return {
    GET: tenantRoute({
      title: titles.list,
      any: [`read:${kind}s`],
      query: z.object(offsetQuery),
      answer: permissionsAnswer,
      absent,
      run: async (access, { params: { id = '' }, query }) =>
        permissionsPage(query, await listPermissionsOf(access, kind, { id, ...offsetOf(query) })),
    }),
    POST: tenantRoute({
      title: titles.add,
      any: [`update:${kind}s`],
      body: permissionsBody,
      status: 201,
      answer: z.strictObject({}),
      refusals: [409],
      absent,
      run: async (access, { params: { id = '' }, body, tenant }) => {
        const input = { id, permissions: parsePermissions(tenant, body) }
        await addPermissionsTo(access, kind, input).catch(absentPermission)
        return {}
      },
    }),
    DELETE: tenantRoute({
      title: titles.remove,
      any: [`update:${kind}s`],
      body: permissionsBody,
      status: 204,
      absent,
      run: async (access, { params: { id = '' }, body, tenant }) => {
        const input = { id, permissions: parsePermissions(tenant, body) }
        await removePermissionsFrom(access, kind, input).catch(absentPermission)
      },
    }),
  }
}
