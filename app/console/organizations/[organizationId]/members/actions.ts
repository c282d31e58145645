'use server'

import { z } from 'zod'
import { addMemberByEmail } from '@/lib/domain/members/add-members'
import { removeMembers } from '@/lib/domain/members/remove-members'
import { replaceMemberRoles } from '@/lib/domain/members/change-member-roles'
import { suspendMembers } from '@/lib/domain/members/suspend-members'
import { emailAddress } from '@/lib/domain/text/email-address'
import { checkbox, several, tenantOrgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'

const id = z.string().regex(/^[^\0]{1,100}$/)
const oneMember = z.object({ user_id: id })

export const add = tenantOrgAction({
  needs: ['create:organization_members', 'create:organization_member_roles', 'read:users'],
  input: z.object({ email: textField(emailAddress), roles: several(id) }),
  recent: 'add-member',
  run: async (access, { email: address, roles: roleIds }) => {
    await addMemberByEmail(access, { address, roleIds })
    return { message: `${address.email} is a member now.` }
  },
})

export const changeRoles = tenantOrgAction({
  needs: [
    'read:organization_member_roles',
    'create:organization_member_roles',
    'delete:organization_member_roles',
  ],
  input: oneMember.extend({ roles: several(id) }),
  recent: 'change-member-roles',
  run: async (access, { user_id: userId, roles: replace }) => {
    const [changed] = await replaceMemberRoles(access, [{ userId, replace }])
    return changed ? { message: `${changed.name} is now ${list.format(changed.roles)}.` } : {}
  },
})

export const remove = tenantOrgAction({
  needs: ['delete:organization_members'],
  input: oneMember.extend({ revoke: checkbox }),
  run: async (access, { user_id, revoke }) => {
    const removal = { users: [user_id], mustBeMembers: true, revokeInvitations: revoke }
    const { names } = await removeMembers(access, removal)
    return { message: `${names.join('')} was removed.` }
  },
})

export const suspend = tenantOrgAction({
  needs: ['delete:organization_members'],
  input: oneMember,
  run: async (access, { user_id }) => {
    const names = await suspendMembers(access, { users: [user_id], isSuspended: true })
    return { message: `${names.join('')} was suspended.`, undo: { user_id } }
  },
})

export const restore = tenantOrgAction({
  needs: ['delete:organization_members'],
  input: oneMember,
  run: async (access, { user_id }) => {
    const names = await suspendMembers(access, { users: [user_id], isSuspended: false })
    return { message: `${names.join('')} has access again.`, undo: { user_id } }
  },
})

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
