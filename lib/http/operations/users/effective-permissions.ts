import { listEffectivePermissionsOf } from '@/lib/domain/users/list-effective-permissions-of'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointWindow } from '@/lib/http/wire/checkpoint'
import {
  absentApi,
  effectivePermissionAnswer,
  effectivePermissionsQuery,
  effectivePermissionWire,
} from '@/lib/http/wire/effective'
import { noUser } from '@/lib/http/wire/problem'

export const GET = tenantRoute({
  title: 'List what a user may do with an API',
  any: ['read:user_effective_permissions'],
  query: effectivePermissionsQuery,
  answer: checkpointAnswer('permissions', effectivePermissionAnswer),
  absent: noUser,
  run: async (access, { params: { id: userId = '' }, query }) => {
    const { resource_server_identifier: api } = query
    const wanted = { ...checkpointWindow(query), userId, api }
    const found = await listEffectivePermissionsOf(access, wanted).catch(absentApi)
    return checkpointPage(found, { key: 'permissions', wire: effectivePermissionWire(api) })
  },
})
