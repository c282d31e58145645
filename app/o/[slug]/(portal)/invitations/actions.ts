'use server'

import { z } from 'zod'
import { changeInvitationRoles } from '@/lib/domain/invitations/change-invitation-roles'
import { inviteListed, NotAllReady } from '@/lib/domain/invitations/invite-listed'
import { resendInvitation } from '@/lib/domain/invitations/resend-invitation'
import { revokeInvitation } from '@/lib/domain/invitations/revoke-invitation'
import { getInvitationLink } from '@/lib/domain/invitations/queries'
import { parseEmails } from '@/lib/domain/text/parse-emails'
import { orgAction, several } from '@/lib/http/action'
import { parsed } from '@/lib/http/parsed'
import { sentMessage, verdictsOf } from './verdicts'

/** What is no id names nothing. */
const oneInvitation = z.object({
  id: z
    .string()
    .regex(/^\w{1,100}$/)
    .catch('unknown'),
})

/** Sends nothing while an address is in the way, unless the other button says to leave those out. */
export const invitePeople = orgAction({
  needs: ['create:organization_invitations'],
  input: z.object({
    emails: parsed(parseEmails),
    roles: several(z.string().max(100)).refine((roles) => roles.length > 0, 'Choose at least one role.'),
    ready: z.literal('yes').optional(),
  }),
  run: async (access, { emails, roles, ready }) => {
    const input = { entries: emails, roleIds: roles, leavesOut: ready !== undefined }
    const invited = await inviteListed(access, input).catch((error: unknown) => {
      throw error instanceof NotAllReady ? verdictsOf(error.checked) : error
    })
    return { message: sentMessage(invited) }
  },
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

/** Answers with the link itself. */
export const linkOf = orgAction({
  needs: ['create:organization_invitations'],
  input: oneInvitation,
  run: async (access, { id }) => ({ message: await getInvitationLink(access, id) }),
})

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
