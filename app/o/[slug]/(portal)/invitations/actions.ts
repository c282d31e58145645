'use server'

import { z } from 'zod'
import { changeInvitationRoles } from '@/lib/domain/invitations/change-invitation-roles'
import { bulkLimit } from '@/lib/domain/invitations/bulk-limit'
import { resendInvitation } from '@/lib/domain/invitations/resend-invitation'
import { resendInvitations } from '@/lib/domain/invitations/resend-invitations'
import { revokeInvitations } from '@/lib/domain/invitations/revoke-invitations'
import { undoRevocation } from '@/lib/domain/invitations/undo-revocation'
import { getInvitationLink } from '@/lib/domain/invitations/queries'
import { orgAction, several } from '@/lib/http/action'
import { idField } from '@/lib/http/text-field'
import { checkInviteeFile, inviteeFileForm } from './from-file/check-invitee-file'
import { addressesForm, checkAddresses, inviteEntries, inviteForm } from './invite-entries'
import { resentAnswer, resentMessage, restoredMessage, revokedAnswer } from './change-answers'

const oneInvitation = z.object({ id: idField })
const invitations = z.object({
  id: several(idField).pipe(
    z.array(idField).min(1).max(bulkLimit, `Select at most ${bulkLimit} invitations at a time.`),
  ),
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

/** Sends nothing: `rows` says which of a file’s rows can be invited. */
export const checkFile = orgAction({
  needs: ['create:organization_invitations'],
  input: inviteeFileForm,
  run: async (access, input) => ({ rows: await checkInviteeFile(access, input), isUnchanged: true }),
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
  input: invitations,
  run: async (access, { id: [first = 'unknown', ...rest] }) => {
    if (rest.length > 0) return resentAnswer(await resendInvitations(access, [first, ...rest]))
    const { email } = await resendInvitation(access, first)
    return { message: resentMessage([email]) }
  },
})

export const revoke = orgAction({
  needs: ['delete:organization_invitations'],
  input: invitations,
  run: async (access, { id: ids }) => revokedAnswer(await revokeInvitations(access, ids)),
})

export const undoRevoke = orgAction({
  needs: ['delete:organization_invitations'],
  input: invitations,
  run: async (access, { id: ids }) => ({
    message: restoredMessage(await undoRevocation(access, ids), ids.length),
  }),
})

/** The message is the link itself. */
export const linkOf = orgAction({
  needs: ['create:organization_invitations'],
  input: oneInvitation,
  run: async (access, { id }) => ({ message: await getInvitationLink(access, id) }),
})

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
