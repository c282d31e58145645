import { listRefreshTokens } from '@/lib/domain/tokens/refresh-tokens'
import { tenantRoute } from '@/lib/http/api'
import { checkpointAnswer, checkpointPage, checkpointWindow } from '@/lib/http/auth0/checkpoint'
import { noUser } from '@/lib/http/auth0/problem'
import { refreshTokenAnswer, refreshTokenQuery, refreshTokenWire } from '@/lib/http/auth0/refresh-token'

export const GET = tenantRoute({
  title: 'List refresh tokens',
  any: ['read:refresh_tokens'],
  query: refreshTokenQuery,
  answer: checkpointAnswer('refresh_tokens', refreshTokenAnswer),
  absent: noUser,
  run: async (access, { query }) => {
    const of = { userId: query.user_id, clientId: query.client_id }
    const found = await listRefreshTokens(access, { ...of, ...checkpointWindow(query) })
    return checkpointPage(found, { key: 'refresh_tokens', wire: refreshTokenWire })
  },
})
