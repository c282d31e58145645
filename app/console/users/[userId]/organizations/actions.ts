'use server'

import { z } from 'zod'
import { removeMembers } from '@/lib/domain/members/remove-members'
import { tenantOrgAction } from '@/lib/http/action'
import { userId } from '../../inputs'

export const removeUser = tenantOrgAction({
  needs: ['delete:organization_members'],
  input: z.object({ user_id: userId }),
  run: async (access, { user_id }) => {
    const { names } = await removeMembers(access, { users: [user_id], mustBeMembers: true })
    return { message: `${names.join(', ')} was removed from the organization.` }
  },
})
