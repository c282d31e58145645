import { z } from 'zod'
import { listRoleMembers } from '@/lib/domain/members/list-role-members'
import { orgRoute } from '@/lib/http/api'
import {
  checkpointAnswer,
  checkpointPage,
  checkpointQuery,
  checkpointWindow,
} from '@/lib/http/wire/checkpoint'
import { memberWire, roleMemberAnswer } from '@/lib/http/wire/member'
import { noRole } from '@/lib/http/wire/role'
import { insufficientScope } from '@/lib/http/wire/problem'

export const GET = orgRoute({
  title: 'List the members who hold a role here',
  any: ['read:organization_members', 'read:roles'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('members', roleMemberAnswer),
  absent: noRole,
  run: async (access, { query, params, isBound, scopes }) => {
    if (isBound && !scopes.has('read:organization_member_roles'))
      throw insufficientScope(['read:organization_member_roles'])
    const found = await listRoleMembers(access, {
      ...checkpointWindow(query),
      roleId: params['role_id'] ?? '',
    })
    return checkpointPage(found, { key: 'members', wire: memberWire })
  },
})
