'use server'

import { z } from 'zod'
import { leaveOrganization } from '@/lib/domain/members/leave-organization'
import { orgAction } from '@/lib/http/action'
import { rememberDismissedSetup } from './dismissed-setup'

export const leave = orgAction({
  needs: [],
  input: z.object({}),
  run: async (access) => {
    await leaveOrganization(access)
    return { redirect: '/orgs' }
  },
})

export const dismissSetup = orgAction({
  needs: [],
  input: z.object({}),
  run: async ({ organizationId }) => {
    await rememberDismissedSetup(organizationId)
    return {}
  },
})
