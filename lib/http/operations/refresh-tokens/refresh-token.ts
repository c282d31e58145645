import { getRefreshToken, setRefreshTokenMetadata } from '@/lib/domain/tokens/refresh-tokens'
import { revokeRefreshToken } from '@/lib/domain/tokens/revoke-refresh-tokens'
import { tenantRoute } from '@/lib/http/api'
import {
  noRefreshToken,
  refreshTokenAnswer,
  refreshTokenChange,
  refreshTokenWire,
} from '@/lib/http/auth0/refresh-token'

export const GET = tenantRoute({
  title: 'Get a refresh token',
  any: ['read:refresh_tokens'],
  answer: refreshTokenAnswer,
  absent: noRefreshToken,
  run: async (access, { params: { id = '' } }) => refreshTokenWire(await getRefreshToken(access, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a refresh token’s metadata',
  any: ['update:refresh_tokens'],
  body: refreshTokenChange,
  answer: refreshTokenAnswer,
  absent: noRefreshToken,
  current: GET,
  run: async (access, { params: { id = '' }, body: { refresh_token_metadata: metadata } }) =>
    refreshTokenWire(await setRefreshTokenMetadata(access, { id, metadata })),
})

export const DELETE = tenantRoute({
  title: 'Revoke a refresh token',
  any: ['delete:refresh_tokens'],
  status: 202,
  absent: noRefreshToken,
  current: GET,
  run: (access, { params: { id = '' } }) => revokeRefreshToken(access, id),
})
