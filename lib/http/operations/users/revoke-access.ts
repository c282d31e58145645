import { revokeAccess } from '@/lib/domain/users/revoke-access'
import { tenantRoute } from '@/lib/http/api'
import { noUser } from '@/lib/http/auth0/problem'
import { accessToRevoke } from '@/lib/http/auth0/session'

export const POST = tenantRoute({
  title: 'Revoke a user’s access',
  any: ['delete:sessions', 'delete:refresh_tokens'],
  body: accessToRevoke,
  status: 202,
  absent: noUser,
  run: (access, { params: { id: userId = '' }, body }) =>
    revokeAccess(access, {
      userId,
      sessionId: body.session_id,
      keepsRefreshTokens: body.preserve_refresh_tokens,
    }),
})
