'use server'

import { z } from 'zod'
import { personOf } from '@/lib/access'
import type { ChangedRoles } from '@/lib/domain/members/role-differences'
import { endMemberSessions } from '@/lib/domain/members/end-member-sessions'
import { type Removed, removeMembers } from '@/lib/domain/members/remove-members'
import { replaceMemberRoles } from '@/lib/domain/members/change-member-roles'
import { suspendMembers } from '@/lib/domain/members/suspend-members'
import { orgAction, several } from '@/lib/http/action'

const id = z.string().regex(/^[^\0]{1,100}$/)
const ids = several(id)
/** A member’s roles and the member, for Undo. */
const rolesOfMember = z
  .string()
  .max(2500)
  .regex(/^\w{1,40}(?:,\w{1,40}){0,49} [^\0]{1,100}$/)
  .transform((text) => {
    const [roles = '', ...rest] = text.split(' ')
    return { userId: rest.join(' '), replace: roles.split(',') }
  })

export const changeRoles = orgAction({
  needs: ['read:organization_members', 'read:organization_member_roles'],
  input: z.object({ user_id: ids, roles: ids, before: several(rolesOfMember) }),
  run: async (access, input, organization) => {
    const users = [...new Set(input.user_id)]
    const wanted = users.map((userId) => ({ userId, replace: input.roles }))
    const changed = await replaceMemberRoles(access, input.before.length > 0 ? input.before : wanted)
    // With their new roles the actor may no longer see this page; the home page shows the roles.
    if (users.includes(personOf(access) ?? '')) return { redirect: `/o/${organization.slug}/home` }
    return { message: rolesMessage(changed), ...undoOf(changed) }
  },
})

export const remove = orgAction({
  needs: ['delete:organization_members'],
  input: z.object({ user_id: ids, revoke: z.string().optional(), from: z.string().optional() }),
  run: async (access, input, organization) => {
    const revokeInvitations = input.revoke === 'on'
    const removal = { users: input.user_id, mustBeMembers: true, revokeInvitations }
    const { names, ...ended } = await removeMembers(access, removal)
    if (input.from === 'page') return { redirect: `/o/${organization.slug}/members` }
    return { message: `${were(names)} removed from ${organization.displayName}.${endedText(ended)}` }
  },
})

export const suspend = orgAction({
  needs: ['delete:organization_members'],
  input: z.object({ user_id: ids }),
  run: async (access, { user_id }, { displayName }) => {
    const names = await suspendMembers(access, { users: user_id, isSuspended: true })
    return { message: `${were(names)} suspended from ${displayName}.`, undo: { user_id } }
  },
})

export const restore = orgAction({
  needs: ['delete:organization_members'],
  input: z.object({ user_id: ids }),
  run: async (access, { user_id }, { displayName }) => {
    const names = await suspendMembers(access, { users: user_id, isSuspended: false })
    const have = names.length === 1 ? 'has' : 'have'
    return { message: `${subject(names)} ${have} access to ${displayName} again.`, undo: { user_id } }
  },
})

export const endSession = orgAction({
  needs: ['delete:organization_members'],
  input: z.object({ user_id: id, session_id: id }),
  run: async (access, { user_id: userId, session_id: sessionId }) => {
    const name = await endMemberSessions(access, { userId, sessionId })
    return { message: `A session of ${name} was ended.` }
  },
})

export const endSessions = orgAction({
  needs: ['delete:organization_members'],
  input: z.object({ user_id: id }),
  run: async (access, { user_id: userId }, { displayName }) => {
    const name = await endMemberSessions(access, { userId })
    return { message: `All sessions of ${name} in ${displayName} were ended.` }
  },
})

function endedText({ revoked, hasTurnedOffLink }: Omit<Removed, 'names'>): string {
  const which = revoked === 1 ? 'One invitation was' : `${revoked} invitations were`
  const link = hasTurnedOffLink ? ' The join link was turned off.' : ''
  return `${revoked === 0 ? '' : ` ${which} revoked.`}${link}`
}

function subject(names: readonly string[]): string {
  return names.length === 1 ? names.join('') : `${names.length} members`
}

function were(names: readonly string[]): string {
  return `${subject(names)} ${names.length === 1 ? 'was' : 'were'}`
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

function rolesMessage(changed: readonly ChangedRoles[]): string {
  const [first] = changed
  const isSame = changed.every(({ roles }) => roles.join() === first?.roles.join())
  const who = subject(changed.map(({ name }) => name))
  if (!first || !isSame) return `${who} have their former roles again.`
  return `${who} ${changed.length === 1 ? 'is' : 'are'} now ${list.format(first.roles)}.`
}

/** None for a member who had no role, as after a change by an API: the form requires a role. */
function undoOf(changed: readonly ChangedRoles[]) {
  if (changed.length === 0 || changed.some(({ before }) => before.length === 0)) return {}
  return { undo: { before: changed.map(({ userId, before }) => `${before.join(',')} ${userId}`) } }
}
