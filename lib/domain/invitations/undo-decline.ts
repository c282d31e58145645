import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { DomainError } from '@/lib/errors'
import { assertInvitee, inviteeActor } from './assert-invitee'
import { closedInvitation, type Ticketed, undoSeconds, withTicket } from './find-by-ticket'

/**
 * Makes an invitation pending again that was declined in the last minute, for whoever could have declined it.
 * @throws DomainError not_found, gone, conflict, sign_in_again
 */
export function undoDecline(tenantId: string, ticket: string, person: SelfAccess | null): Promise<void> {
  const holder = { tenantId, ticket, ...(person ? { person } : {}) }
  return withTicket(holder, async (tx, found) => {
    await assertInvitee(tx, person, found)
    if (found.state !== 'declined') throw closedInvitation(found)
    if (!(await reopen(tx, found))) throw closedInvitation(found)
    const { invitation, organization } = found
    return {
      result: undefined,
      events: [
        {
          type: 'invitation.decline_undone',
          organizationId: organization.id,
          actor: inviteeActor(person, found),
          target: { kind: 'invitation', id: invitation.id, email: invitation.email },
          details: { before: { state: 'declined' }, after: { state: 'pending' } },
        },
      ],
    }
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? invitedAgain() : error
  })
}

/** One pending invitation per address: a newer one, sent meanwhile, stays. */
async function reopen(tx: Tx, { tenantId, organization, invitation, version }: Ticketed): Promise<boolean> {
  const reopened = await tx.$executeRaw`
    UPDATE invitations SET state = 'pending', closed_at = NULL
    WHERE tenant_id = ${tenantId} AND organization_id = ${organization.id} AND id = ${invitation.id}
      AND state = 'declined' AND closed_at > now() - make_interval(secs => ${undoSeconds})
      AND expires_at > now() AND version = ${version}`
  return reopened > 0
}

function invitedAgain(): DomainError {
  return new DomainError('gone', 'A newer invitation was sent. Open the link in the latest email.')
}
