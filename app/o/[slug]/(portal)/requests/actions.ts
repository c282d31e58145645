'use server'

import { z } from 'zod'
import { approveJoinRequest, declineJoinRequest } from '@/lib/domain/join-requests/close-join-request'
import { orgAction } from '@/lib/http/action'

const withId = z.object({ id: z.string().max(100).default('') })

export const approve = orgAction({
  needs: ['create:organization_invitations'],
  input: withId.extend({ role: z.string().max(100).default('') }),
  run: async (access, { id, role: roleId }) => {
    const { name } = await approveJoinRequest(access, { id, roleId })
    return { message: `${name} is now a member.` }
  },
})

export const decline = orgAction({
  needs: ['create:organization_invitations'],
  input: withId,
  run: async (access, { id }) => {
    const { name } = await declineJoinRequest(access, id)
    return { message: `The request of ${name} is declined.` }
  },
})
