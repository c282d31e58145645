import { getSession } from '@/lib/domain/users/sessions'
import { revokeSession } from '@/lib/domain/users/revoke-access'
import { setSessionMetadata } from '@/lib/domain/users/set-session-metadata'
import { tenantRoute } from '@/lib/http/api'
import { noSession, sessionAnswer, sessionChange, sessionWire } from '@/lib/http/auth0/session'

export const GET = tenantRoute({
  title: 'Get a session',
  any: ['read:sessions'],
  answer: sessionAnswer,
  absent: noSession,
  run: async (access, { params: { id = '' } }) => sessionWire(await getSession(access, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a session’s metadata',
  any: ['update:sessions'],
  body: sessionChange,
  answer: sessionAnswer,
  absent: noSession,
  current: GET,
  run: async (access, { params: { id = '' }, body: { session_metadata: metadata } }) =>
    sessionWire(await setSessionMetadata(access, { id, metadata })),
})

export const DELETE = tenantRoute({
  title: 'End a session',
  any: ['delete:sessions'],
  status: 202,
  absent: noSession,
  current: GET,
  run: (access, { params: { id = '' } }) => revokeSession(access, { id, keepsRefreshTokens: true }),
})
