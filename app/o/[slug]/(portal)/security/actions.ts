'use server'

import { z } from 'zod'
import { endAllSessions } from '@/lib/domain/organizations/end-all-sessions'
import { orgAction } from '@/lib/http/action'

export const endSessions = orgAction({
  needs: ['update:organization_security'],
  input: z.object({}),
  recent: 'end-sessions',
  run: async (access, _input, { slug }) => {
    await endAllSessions(access)
    return { redirect: `/o/${slug}?again=1&return_to=${encodeURIComponent(`/o/${slug}/security`)}` }
  },
})
