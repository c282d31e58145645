'use server'

import { z } from 'zod'
import { authorize } from '@/lib/access'
import { leaveOrganization } from '@/lib/domain/members/leave-organization'
import { transferOwnership } from '@/lib/domain/members/transfer-ownership'
import { orgAction } from '@/lib/http/action'
import { rememberDismissedSetup } from './dismissed-setup'

export const leave = orgAction({
  needs: [],
  input: z.object({ to: z.string().max(1000).optional() }),
  recent: ({ to }) => (to === undefined ? null : 'leave'),
  run: async (access, { to }) => {
    if (to === undefined) await leaveOrganization(access)
    else await transferOwnership(authorize(access, 'create:organization_member_roles'), { to, then: 'leave' })
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
