import { z } from 'zod'
import { changeInvitationRoles } from '@/lib/domain/invitations/change-invitation-roles'
import { getInvitation } from '@/lib/domain/invitations/queries'
import { revokeInvitations } from '@/lib/domain/invitations/revoke-invitations'
import { orgRoute } from '@/lib/http/api'
import {
  closedInvitation,
  invitationAnswer,
  invitationQuery,
  invitationWire,
  noInvitation,
  refusedInvitation,
} from '@/lib/http/auth0/invitation'
import { invitationRoles } from '@/lib/http/auth0/new-invitation'

export const GET = orgRoute({
  title: 'Get an invitation',
  any: ['read:organization_invitations'],
  absent: noInvitation,
  query: invitationQuery,
  answer: invitationAnswer,
  run: async (access, { params: { invitation_id: id = '' }, query, isBound }) =>
    invitationWire(await getInvitation(access, { id, states: query.state }), isBound),
})

export const PATCH = orgRoute({
  title: 'Change the roles of a pending invitation',
  any: ['create:organization_invitations'],
  absent: noInvitation,
  body: z.strictObject({ roles: invitationRoles }),
  answer: invitationAnswer,
  refusals: [410],
  current: GET,
  run: async (access, { params: { invitation_id: invitationId = '' }, body, isBound }) => {
    const input = { invitationId, roleIds: body.roles }
    return invitationWire(await changeInvitationRoles(access, input).catch(refusedInvitation), isBound)
  },
})

export const DELETE = orgRoute({
  title: 'Revoke an invitation',
  any: ['delete:organization_invitations'],
  absent: noInvitation,
  status: 204,
  current: GET,
  run: async (access, { params: { invitation_id: id = '' } }) => {
    await revokeInvitations(access, [id]).catch(closedInvitation)
  },
})
