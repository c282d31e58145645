import { z } from 'zod'
import { listEffectiveRolesOf } from '@/lib/domain/users/effective-permissions'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { effectiveRoleAnswer, effectiveRoleWire } from '@/lib/http/auth0/effective'
import { noUser } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'List a user’s effective roles',
  any: ['read:user_effective_roles'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('roles', effectiveRoleAnswer),
  absent: noUser,
  run: (access, { params: { id: userId = '' }, query }) =>
    checkpointPage(query, (window) => listEffectiveRolesOf(access, { ...window, userId }), {
      key: 'roles',
      wire: effectiveRoleWire,
    }),
})
