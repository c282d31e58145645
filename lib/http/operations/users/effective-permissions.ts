import { listEffectivePermissionsOf } from '@/lib/domain/users/effective-permissions'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage } from '@/lib/http/auth0/checkpoint'
import {
  absentApi,
  effectivePermissionAnswer,
  effectivePermissionsQuery,
  effectivePermissionWire,
} from '@/lib/http/auth0/effective'
import { noUser } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'List a user’s effective permissions for an API',
  any: ['read:user_effective_permissions'],
  query: effectivePermissionsQuery,
  answer: checkpointAnswer('permissions', effectivePermissionAnswer),
  absent: noUser,
  run: (access, { params: { id: userId = '' }, query }) => {
    const { resource_server_identifier: api } = query
    return checkpointPage(
      query,
      (window) => listEffectivePermissionsOf(access, { ...window, userId, api }).catch(absentApi),
      { key: 'permissions', wire: effectivePermissionWire(api) },
    )
  },
})
