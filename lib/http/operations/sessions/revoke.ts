import { revokeSession } from '@/lib/domain/users/revoke-access'
import { tenantRoute } from '@/lib/http/api'
import { noSession } from '@/lib/http/auth0/session'

export const POST = tenantRoute({
  title: 'End a session with its refresh tokens',
  any: ['delete:sessions', 'delete:refresh_tokens'],
  status: 202,
  absent: noSession,
  run: (access, { params: { id = '' } }) => revokeSession(access, { id, keepsRefreshTokens: false }),
})
