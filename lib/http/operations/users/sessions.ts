import { z } from 'zod'
import { listSessionsOfUser } from '@/lib/domain/users/sessions'
import { revokeAccess } from '@/lib/domain/users/revoke-access'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { noUser } from '@/lib/http/auth0/problem'
import { sessionAnswer, sessionWire } from '@/lib/http/auth0/session'

export const GET = tenantRoute({
  title: 'List a user’s sessions',
  any: ['read:sessions'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('sessions', sessionAnswer),
  absent: noUser,
  run: (access, { params: { id: userId = '' }, query }) =>
    checkpointPage(query, (window) => listSessionsOfUser(access, { userId, ...window }), {
      key: 'sessions',
      wire: sessionWire,
    }),
})

export const DELETE = tenantRoute({
  title: 'End a user’s sessions',
  any: ['delete:sessions'],
  status: 202,
  absent: noUser,
  run: (access, { params: { id: userId = '' } }) =>
    revokeAccess(access, { userId, keepsRefreshTokens: true }),
})
