import { getInvitation } from '@/lib/domain/invitations/queries'
import { revokeInvitations } from '@/lib/domain/invitations/revoke-invitations'
import { invitationAnswer, invitationWire, openStates } from '../invitation-shape'
import { myOrgRoute } from '../route'

export const GET = myOrgRoute({
  title: 'Get an invitation',
  scopes: ['read:my_org:member_invitations'],
  answer: invitationAnswer,
  what: 'invitation',
  run: async (access, { params: { invitation_id: id = '' } }) =>
    invitationWire(await getInvitation(access, { id, states: openStates })),
})

export const DELETE = myOrgRoute({
  title: 'Revoke an invitation',
  scopes: ['delete:my_org:member_invitations'],
  status: 204,
  what: 'invitation',
  run: (access, { params: { invitation_id: id = '' } }) => revokeInvitations(access, [id]),
})
