import { invite, getOnlyInvitation } from '@/lib/domain/invitations/invite'
import { listInvitations } from '@/lib/domain/invitations/list-invitations'
import { orgRoute } from '@/lib/http/api'
import {
  invitationAnswer,
  invitationsQuery,
  invitationWire,
  refusedInvitation,
} from '@/lib/http/auth0/invitation'
import { newInvitation, inviteInput } from '@/lib/http/auth0/new-invitation'
import { pageAnswer, pageOf, windowOf } from '@/lib/http/auth0/paging'

export const GET = orgRoute({
  title: 'List invitations',
  any: ['read:organization_invitations'],
  query: invitationsQuery,
  answer: pageAnswer('invitations', invitationAnswer),
  run: async (access, { query, isBound }) => {
    const { state: states, email, sort } = query
    const input = { ...windowOf(query), states, email, descending: sort === 'created_at:-1' }
    const found = await listInvitations(access, input)
    return pageOf(query, found, { key: 'invitations', wire: (row) => invitationWire(row, isBound) })
  },
})

export const POST = orgRoute({
  title: 'Invite someone',
  any: ['create:organization_invitations'],
  body: newInvitation,
  answer: invitationAnswer,
  refusals: [409],
  run: async (access, { body, isBound }) => {
    const invitation = await invite(access, inviteInput(body))
      .then(getOnlyInvitation)
      .catch(refusedInvitation)
    return invitationWire(invitation, isBound)
  },
})
