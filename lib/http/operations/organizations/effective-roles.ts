import { z } from 'zod'
import { listEffectiveRoles } from '@/lib/domain/members/queries'
import { orgRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { memberEffectiveRoleAnswer, memberEffectiveRoleWire } from '@/lib/http/auth0/member-role'
import { noUser } from '@/lib/http/auth0/problem'

export const GET = orgRoute({
  title: 'List a member’s effective roles',
  any: ['read:organization_member_effective_roles'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('roles', memberEffectiveRoleAnswer),
  absent: noUser,
  run: (access, { query, params: { user_id: userId = '' } }) =>
    checkpointPage(query, (window) => listEffectiveRoles(access, { ...window, userId }), {
      key: 'roles',
      wire: memberEffectiveRoleWire,
    }),
})
