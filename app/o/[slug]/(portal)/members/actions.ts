'use server'

import { z } from 'zod'
import { personOf } from '@/lib/access'
import { changeMemberRoles } from '@/lib/domain/members/change-member-roles'
import { removeMembers } from '@/lib/domain/members/remove-members'
import { suspendMembers } from '@/lib/domain/members/suspend-members'
import { orgAction, several } from '@/lib/http/action'

const id = z.string().regex(/^[^\0]{1,100}$/)

export const changeRoles = orgAction({
  needs: ['read:organization_members', 'read:organization_member_roles'],
  input: z.object({ user_id: id, roles: several(id) }),
  run: async (access, input, organization) => {
    const userId = input.user_id
    const { name, before, roles } = await changeMemberRoles(access, { userId, replace: input.roles })
    // With their new roles the actor may not be allowed to see this page; home shows those roles.
    if (userId === personOf(access)) return { redirect: `/o/${organization.slug}/home` }
    return { message: `${name} is now ${list.format(roles)}.`, undo: { user_id: userId, roles: before } }
  },
})

export const remove = orgAction({
  needs: ['delete:organization_members'],
  input: z.object({ user_id: id, revoke: z.string().optional(), from: z.string().optional() }),
  run: async (access, input, organization) => {
    const revokeInvitations = input.revoke === 'on'
    const removal = { users: [input.user_id], mustBeMembers: true, revokeInvitations }
    const { names, revoked } = await removeMembers(access, removal)
    if (input.from === 'page') return { redirect: `/o/${organization.slug}/members` }
    const also =
      revoked === 0 ? '' : ` ${revoked === 1 ? 'One invitation was' : `${revoked} invitations were`} revoked.`
    return { message: `${names.join()} was removed from ${organization.displayName}.${also}` }
  },
})

export const suspend = orgAction({
  needs: ['delete:organization_members'],
  input: z.object({ user_id: id }),
  run: async (access, { user_id }, { displayName }) => {
    const names = await suspendMembers(access, { users: [user_id], isSuspended: true })
    return { message: `${list.format(names)} was suspended from ${displayName}.`, undo: { user_id } }
  },
})

export const restore = orgAction({
  needs: ['delete:organization_members'],
  input: z.object({ user_id: id }),
  run: async (access, { user_id }, { displayName }) => {
    const names = await suspendMembers(access, { users: [user_id], isSuspended: false })
    return { message: `${list.format(names)} has access to ${displayName} again.`, undo: { user_id } }
  },
})

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
