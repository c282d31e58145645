import { listRefreshTokens } from '@/lib/domain/tokens/refresh-tokens'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage } from '@/lib/http/auth0/checkpoint'
import { noUser } from '@/lib/http/auth0/problem'
import { refreshTokenAnswer, refreshTokenQuery, refreshTokenWire } from '@/lib/http/auth0/refresh-token'

export const GET = tenantRoute({
  title: 'List refresh tokens',
  any: ['read:refresh_tokens'],
  query: refreshTokenQuery,
  answer: checkpointAnswer('refresh_tokens', refreshTokenAnswer),
  absent: noUser,
  run: (access, { query }) =>
    checkpointPage(
      query,
      (window) => listRefreshTokens(access, { userId: query.user_id, clientId: query.client_id, ...window }),
      { key: 'refresh_tokens', wire: refreshTokenWire },
    ),
})
