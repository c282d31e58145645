import { invite } from '@/lib/domain/invitations/invite'
import { orgRoute } from '@/lib/http/api'
import { refusedInvitation } from '@/lib/http/auth0/invitation'
import { verdictsAnswer, verdictWire } from '@/lib/http/auth0/invitation-verdict'
import { listedInvitees, newInvitations, optionsOf } from '@/lib/http/auth0/new-invitation'

export const POST = orgRoute({
  title: 'Invite up to 1,000 people at once',
  any: ['create:organization_invitations'],
  body: newInvitations,
  largest: 1024 * 1024,
  answer: verdictsAnswer,
  run: async (access, { body, isBound }) => {
    const listed = listedInvitees(body)
    const invitees = listed.flatMap(({ invitee }) => invitee ?? [])
    const isDryRun = body.dry_run
    const result = await invite(access, { invitees, options: optionsOf(body), isDryRun }).catch(
      refusedInvitation,
    )
    return { dry_run: isDryRun, verdicts: listed.map((entry) => verdictWire(entry, result, isBound)) }
  },
})
