import { listRolesBehind } from '@/lib/domain/users/list-roles-behind'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointWindow } from '@/lib/http/wire/checkpoint'
import {
  absentApi,
  effectiveRoleAnswer,
  effectiveRoleWire,
  rolesBehindQuery,
} from '@/lib/http/wire/effective'
import { noUser } from '@/lib/http/wire/problem'

export const GET = tenantRoute({
  title: 'List the roles that let a user do something',
  any: ['read:user_permission_source_roles'],
  query: rolesBehindQuery,
  answer: checkpointAnswer('roles', effectiveRoleAnswer),
  absent: noUser,
  run: async (access, { params: { id: userId = '' }, query }) => {
    const { resource_server_identifier: api, permission_name: permission } = query
    const wanted = { ...checkpointWindow(query), userId, api, permission }
    const found = await listRolesBehind(access, wanted).catch(absentApi)
    return checkpointPage(found, { key: 'roles', wire: effectiveRoleWire })
  },
})
