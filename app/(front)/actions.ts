'use server'

import { z } from 'zod'
import { endSession } from '@/lib/domain/users/end-sessions'
import { personAction } from '@/lib/http/action'
import { idle } from '@/lib/http/form-state'
import { startProviderSignOut } from '@/lib/web/provider-sign-out'
import { clearSessionCookie } from '@/lib/web/session'
import { currentTenant } from '@/lib/web/tenant'
import { safeReturnTo } from '@/lib/domain/text/return-to'

const leave = personAction({
  input: z.object({ return_to: z.string().optional() }),
  run: async (access, { return_to }) => {
    const ended = await endSession(access, access.sessionId)
    const tenant = await currentTenant()
    await clearSessionCookie(tenant)
    return { redirect: await startProviderSignOut(tenant, ended, safeReturnTo(return_to, '/')) }
  },
})

export async function signOut(form: FormData): Promise<void> {
  await leave(idle, form)
}
