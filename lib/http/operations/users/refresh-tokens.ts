import { z } from 'zod'
import { listRefreshTokens } from '@/lib/domain/tokens/refresh-tokens'
import { revokeRefreshTokens } from '@/lib/domain/tokens/revoke-refresh-tokens'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { noUser } from '@/lib/http/auth0/problem'
import { refreshTokenAnswer, refreshTokenWire } from '@/lib/http/auth0/refresh-token'

export const GET = tenantRoute({
  title: 'List a user’s refresh tokens',
  any: ['read:refresh_tokens'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('tokens', refreshTokenAnswer),
  absent: noUser,
  run: (access, { params: { id: userId = '' }, query }) =>
    checkpointPage(query, (window) => listRefreshTokens(access, { userId, ...window }), {
      key: 'tokens',
      wire: refreshTokenWire,
    }),
})

export const DELETE = tenantRoute({
  title: 'Revoke a user’s refresh tokens',
  any: ['delete:refresh_tokens'],
  status: 202,
  absent: noUser,
  run: (access, { params: { id: userId = '' } }) => revokeRefreshTokens(access, { userId }),
})
