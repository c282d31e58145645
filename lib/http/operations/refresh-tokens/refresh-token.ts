import { getRefreshToken } from '@/lib/domain/tokens/get-refresh-token'
import { revokeRefreshToken } from '@/lib/domain/tokens/revoke-refresh-token'
import { setRefreshTokenMetadata } from '@/lib/domain/tokens/set-refresh-token-metadata'
import { tenantRoute } from '@/lib/http/api'
import {
  noRefreshToken,
  refreshTokenAnswer,
  refreshTokenChange,
  refreshTokenWire,
} from '@/lib/http/wire/refresh-token'

export const GET = tenantRoute({
  title: 'Get a refresh token',
  any: ['read:refresh_tokens'],
  answer: refreshTokenAnswer,
  absent: noRefreshToken,
  run: async (access, { params }) => refreshTokenWire(await getRefreshToken(access, params['id'] ?? '')),
})

export const PATCH = tenantRoute({
  title: 'Change what is kept with a refresh token',
  any: ['update:refresh_tokens'],
  body: refreshTokenChange,
  answer: refreshTokenAnswer,
  absent: noRefreshToken,
  current: GET,
  run: async (access, { params, body }) => {
    const wanted = { id: params['id'] ?? '', metadata: body.refresh_token_metadata }
    return refreshTokenWire(await setRefreshTokenMetadata(access, wanted))
  },
})

export const DELETE = tenantRoute({
  title: 'Revoke a refresh token',
  any: ['delete:refresh_tokens'],
  status: 202,
  absent: noRefreshToken,
  current: GET,
  run: (access, { params }) => revokeRefreshToken(access, params['id'] ?? ''),
})
