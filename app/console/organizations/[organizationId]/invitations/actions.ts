'use server'

import { z } from 'zod'
import { invite as inviteTo, getOnlyInvitation } from '@/lib/domain/invitations/invite'
import { resendInvitation } from '@/lib/domain/invitations/resend-invitation'
import { revokeInvitations } from '@/lib/domain/invitations/revoke-invitations'
import { undoRevocation } from '@/lib/domain/invitations/undo-revocation'
import { emailAddress } from '@/lib/domain/text/email-address'
import { several, tenantOrgAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import {
  resentMessage,
  restoredMessage,
  revokedAnswer,
} from '../../../../o/[slug]/(portal)/invitations/change-answers'

const id = z.string().regex(/^\w{1,100}$/)
const invitation = z.object({ id: id.catch('unknown') })

export const invite = tenantOrgAction({
  needs: ['create:organization_invitations'],
  input: z.object({ email: textField(emailAddress), roles: several(id) }),
  run: async (access, { email: address, roles: roleIds }) => {
    const { email } = getOnlyInvitation(await inviteTo(access, { invitees: [{ address, roleIds }] }))
    return { message: `Invitation sent to ${email}.` }
  },
})

export const resend = tenantOrgAction({
  needs: ['create:organization_invitations'],
  input: invitation,
  run: async (access, input) => {
    const { email } = await resendInvitation(access, input.id)
    return { message: resentMessage([email]) }
  },
})

export const revoke = tenantOrgAction({
  needs: ['delete:organization_invitations'],
  input: invitation,
  run: async (access, input) => revokedAnswer(await revokeInvitations(access, [input.id])),
})

export const undoRevoke = tenantOrgAction({
  needs: ['delete:organization_invitations'],
  input: invitation,
  run: async (access, input) => ({
    message: restoredMessage(await undoRevocation(access, [input.id]), 1),
  }),
})
