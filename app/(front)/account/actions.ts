'use server'

import { z } from 'zod'
import { renameUser } from '@/lib/domain/users/account'
import { deleteAccount } from '@/lib/domain/users/delete-account'
import { changePassword } from '@/lib/domain/users/change-password'
import { endOtherSessions, endSession } from '@/lib/domain/users/end-sessions'
import { personAction } from '@/lib/http/action'
import { clearSessionCookie } from '@/lib/web/session'
import { currentTenant } from '@/lib/web/tenant'
import { newPassword, personName } from '../front-schemas'

export const rename = personAction({
  input: z.object({ name: personName }),
  run: async (access, { name }) => {
    await renameUser(access, name)
    return { message: 'Your name is saved.' }
  },
})

export const replacePassword = personAction({
  input: z.object({
    current_password: z
      .string('Enter your current password.')
      .min(1, 'Enter your current password.')
      .max(10_000),
    password: newPassword,
  }),
  run: async (access, { current_password: current, password }) => {
    await changePassword(access, { current, password })
    return { message: 'Your password is changed, and you are signed out everywhere else.' }
  },
})

export const signOutOf = personAction({
  input: z.object({ session_id: z.string().max(100) }),
  run: async (access, { session_id: sessionId }) => {
    await endSession(access, sessionId)
    if (sessionId !== access.sessionId) return { message: 'That session is signed out.' }
    await clearSessionCookie(await currentTenant())
    return { redirect: '/' }
  },
})

export const deleteMine = personAction({
  input: z.object({ confirmation: z.string().default('') }),
  recent: 'delete-account',
  run: async (access, { confirmation }) => {
    await deleteAccount(access, confirmation)
    await clearSessionCookie(await currentTenant())
    return { redirect: '/' }
  },
})

export const signOutElsewhere = personAction({
  input: z.object({}),
  run: async (access) => {
    const count = await endOtherSessions(access)
    return {
      message: count === 1 ? 'One other session is signed out.' : `${count} other sessions are signed out.`,
    }
  },
})
