import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { DomainError } from '@/lib/errors'
import { assertInvitee, inviteeActor } from './assert-invitee'
import { closedInvitation, type Ticketed, undoSeconds, withTicket } from './find-by-ticket'

/**
 * Makes an invitation pending again that was declined in the last minute, for those who could have declined it.
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

/**
 * Once, while the inviter is still there and no newer invitation was sent to the address: meanwhile it could not be
 * revoked. The organization is locked so that a removal of the inviter is seen.
 */
async function reopen(tx: Tx, { tenantId, organization, invitation, version }: Ticketed): Promise<boolean> {
  await tx.$queryRaw`
    SELECT id FROM organizations WHERE tenant_id = ${tenantId} AND id = ${organization.id} FOR SHARE`
  const reopened = await tx.$executeRaw`
    UPDATE invitations i SET state = 'pending', closed_at = NULL
    WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organization.id} AND i.id = ${invitation.id}
      AND i.state = 'declined' AND i.closed_at > now() - make_interval(secs => ${undoSeconds})
      AND i.expires_at > now() AND i.version = ${version}
      AND (i.inviter_exempt OR i.inviter_user_id IN (
        SELECT m.user_id FROM members m WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organization.id}))
      AND NOT EXISTS (
        SELECT FROM invitations newer
        WHERE newer.tenant_id = ${tenantId} AND newer.organization_id = ${organization.id}
          AND newer.email_folded = i.email_folded AND newer.created_at > i.created_at)
      AND NOT EXISTS (
        SELECT FROM audit_events e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organization.id} AND e.target_id = i.id
          AND e.type = 'invitation.decline_undone')`
  return reopened > 0
}

function invitedAgain(): DomainError {
  return new DomainError('gone', 'A newer invitation was sent. Open the link in the latest email.')
}
