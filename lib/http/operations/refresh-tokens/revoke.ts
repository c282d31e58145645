import { revokeRefreshTokens } from '@/lib/domain/tokens/revoke-refresh-tokens'
import { tenantRoute } from '@/lib/http/api'
import { noUser } from '@/lib/http/auth0/problem'
import { refreshTokensToRevoke } from '@/lib/http/auth0/refresh-token'

export const POST = tenantRoute({
  title: 'Revoke refresh tokens',
  any: ['delete:refresh_tokens'],
  body: refreshTokensToRevoke,
  status: 202,
  absent: noUser,
  run: (access, { body }) => revokeRefreshTokens(access, body),
})
