'use server'

import { z } from 'zod'
import { changeInvitationRoles } from '@/lib/domain/invitations/change-invitation-roles'
import { resendInvitation } from '@/lib/domain/invitations/resend-invitation'
import { revokeInvitation } from '@/lib/domain/invitations/revoke-invitation'
import { getInvitationLink } from '@/lib/domain/invitations/queries'
import { orgAction, several } from '@/lib/http/action'
import { addressesForm, checkAddresses, inviteEntries, inviteForm } from './invite-entries'

/** A malformed id is treated as unknown. */
const oneInvitation = z.object({
  id: z
    .string()
    .regex(/^\w{1,100}$/)
    .catch('unknown'),
})

export const invitePeople = orgAction({
  needs: ['create:organization_invitations'],
  input: inviteForm,
  run: async (access, input) => {
    const { invitations, skipped } = await inviteEntries(access, input)
    const [first] = invitations
    const message =
      invitations.length === 1 && first
        ? `Invitation sent to ${first.email}.`
        : `${invitations.length} invitations sent.`
    return Object.keys(skipped).length === 0 ? { message } : { message, skipped }
  },
})

/** Sends nothing: `skipped` says which addresses could not be invited. */
export const checkInvitees = orgAction({
  needs: ['create:organization_invitations'],
  input: addressesForm,
  run: async (access, input) => ({ skipped: await checkAddresses(access, input), isUnchanged: true }),
})

export const changeRoles = orgAction({
  needs: ['create:organization_invitations'],
  input: oneInvitation.extend({ roles: several(z.string().max(100)) }),
  run: async (access, { id, roles }) => {
    const changed = await changeInvitationRoles(access, { invitationId: id, roleIds: roles })
    const names = changed.roles.map(({ name }) => name)
    return {
      message: `The invitation to ${changed.email} now offers ${list.format(names)}. Its link stays the same.`,
    }
  },
})

export const resend = orgAction({
  needs: ['create:organization_invitations'],
  input: oneInvitation,
  run: async (access, { id }) => {
    const { email } = await resendInvitation(access, id)
    return { message: `Invitation sent again to ${email}. The earlier link no longer works.` }
  },
})

export const revoke = orgAction({
  needs: ['delete:organization_invitations'],
  input: oneInvitation,
  run: async (access, { id }) => {
    const { email } = await revokeInvitation(access, id)
    return { message: `Invitation to ${email} revoked.` }
  },
})

/** The message is the link itself. */
export const linkOf = orgAction({
  needs: ['create:organization_invitations'],
  input: oneInvitation,
  run: async (access, { id }) => ({ message: await getInvitationLink(access, id) }),
})

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
