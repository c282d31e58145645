import { z } from 'zod'
import { listRoleMembers } from '@/lib/domain/members/queries'
import { orgRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { memberWire, roleMemberAnswer } from '@/lib/http/auth0/member'
import { noRole } from '@/lib/http/auth0/role'
import { insufficientScope } from '@/lib/http/auth0/problem'

export const GET = orgRoute({
  title: 'List the members who have a role',
  any: ['read:organization_members', 'read:roles'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('members', roleMemberAnswer),
  absent: noRole,
  run: (access, { query, params: { role_id: roleId = '' }, isBound, scopes, tenant }) => {
    if (isBound && !scopes.has('read:organization_member_roles'))
      throw insufficientScope(['read:organization_member_roles'])
    return checkpointPage(query, (window) => listRoleMembers(access, { ...window, roleId }), {
      key: 'members',
      wire: (member) => memberWire(tenant, member),
    })
  },
})
