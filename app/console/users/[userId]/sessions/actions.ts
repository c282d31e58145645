'use server'

import { z } from 'zod'
import { revokeAccess } from '@/lib/domain/users/revoke-access'
import { tenantAction } from '@/lib/http/action'
import { userId } from '../../inputs'

export const end = tenantAction({
  needs: ['delete:sessions'],
  input: z.object({ user_id: userId, session_id: z.string().min(1).max(50) }),
  run: async (access, { user_id, session_id: sessionId }) => {
    await revokeAccess(access, { userId: user_id, sessionId, keepsRefreshTokens: false })
    return { message: 'The session has ended.' }
  },
})

export const endAll = tenantAction({
  needs: ['delete:sessions'],
  input: z.object({ user_id: userId }),
  run: async (access, { user_id }) => {
    await revokeAccess(access, { userId: user_id, keepsRefreshTokens: false })
    return { message: 'All sessions have ended.' }
  },
})
