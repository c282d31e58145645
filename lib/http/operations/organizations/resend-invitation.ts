import { z } from 'zod'
import { resendInvitation } from '@/lib/domain/invitations/resend-invitation'
import { orgRoute } from '@/lib/http/api'
import {
  invitationAnswer,
  invitationWire,
  noInvitation,
  refusedInvitation,
} from '@/lib/http/auth0/invitation'

export const POST = orgRoute({
  title: 'Resend an invitation',
  any: ['create:organization_invitations'],
  absent: noInvitation,
  body: z.strictObject({
    send_invitation_email: z
      .boolean()
      .optional()
      .describe(
        'Whether Foyer emails the new link. Defaults to the last choice. The earlier link stops working.',
      )
      .meta({ example: true }),
  }),
  answer: invitationAnswer,
  refusals: [409, 410],
  run: async (access, { params: { invitation_id: id = '' }, body, isBound }) => {
    const isMailed = body.send_invitation_email ?? null
    const sent = await resendInvitation(access, id, { isMailed }).catch(refusedInvitation)
    return invitationWire(sent, isBound)
  },
})
