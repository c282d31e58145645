import { listRolesBehind } from '@/lib/domain/users/effective-permissions'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage } from '@/lib/http/auth0/checkpoint'
import {
  absentApi,
  effectiveRoleAnswer,
  effectiveRoleWire,
  permissionRolesQuery,
} from '@/lib/http/auth0/effective'
import { noUser } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'List the roles that give a user a permission',
  any: ['read:user_permission_source_roles'],
  query: permissionRolesQuery,
  answer: checkpointAnswer('roles', effectiveRoleAnswer),
  absent: noUser,
  run: (access, { params: { id: userId = '' }, query }) => {
    const { resource_server_identifier: api, permission_name: permission } = query
    return checkpointPage(
      query,
      (window) => listRolesBehind(access, { ...window, userId, api, permission }).catch(absentApi),
      { key: 'roles', wire: effectiveRoleWire },
    )
  },
})
