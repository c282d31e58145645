import type { SelfAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { onUniqueViolation } from '@/lib/db/request-context'
import { sql } from '@/lib/db/sql'
import { DomainError, signInAgain } from '@/lib/errors'
import {
  assertPending,
  closedInvitation,
  findByTicketHash,
  type Ticketed,
  undoSeconds,
  withTicket,
} from './find-by-ticket'
import { hasNewer, isInviterThere } from './queries'

/** Signed out only with an emailed ticket. @throws DomainError not_found, gone, conflict, sign_in_again */
export function declineInvitation(
  tenantId: string,
  ticket: string,
  person: SelfAccess | null,
): Promise<void> {
  return withTicket({ tenantId, ticket, person }, async (tx, found) => {
    await assertInvitee(tx, person, found)
    assertPending(found)
    await close(tx, found)
    const { invitation, organization } = found
    return {
      result: undefined,
      events: [
        {
          type: 'invitation.declined',
          organizationId: organization.id,
          actor: inviteeActor(person, found),
          target: { kind: 'invitation', id: invitation.id, email: invitation.email },
          details: { before: { state: 'pending' }, after: { state: 'declined' } },
        },
      ],
    }
  })
}

async function close(tx: Tx, found: Ticketed): Promise<void> {
  const { tenantId, organization, invitation, version, ticketHash } = found
  const closed = await tx.$executeRaw`
    UPDATE invitations SET state = 'declined', closed_at = now()
    WHERE tenant_id = ${tenantId} AND organization_id = ${organization.id} AND id = ${invitation.id}
      AND state = 'pending' AND expires_at > now() AND version = ${version}`
  if (closed === 0) throw closedInvitation((await findByTicketHash(tx, tenantId, ticketHash)) ?? found)
}

/**
 * Makes an invitation pending again that was declined in the last minute. Those who may decline it may undo that.
 * @throws DomainError not_found, gone, conflict, sign_in_again
 */
export function undoDecline(tenantId: string, ticket: string, person: SelfAccess | null): Promise<void> {
  return withTicket({ tenantId, ticket, person }, async (tx, found) => {
    await assertInvitee(tx, person, found)
    if (found.state !== 'declined' || !(await reopen(tx, found))) throw closedInvitation(found)
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
  }).catch(onUniqueViolation(supersededByNewer))
}

/**
 * Once, while the inviter is still there and no newer invitation was sent to the address, because a declined invitation
 * cannot be revoked. Locks the organization so that it sees a concurrent removal of the inviter.
 */
async function reopen(tx: Tx, { tenantId, organization, invitation, version }: Ticketed): Promise<boolean> {
  await tx.$queryRaw`
    SELECT id FROM organizations WHERE tenant_id = ${tenantId} AND id = ${organization.id} FOR SHARE`
  const reopened = await tx.$executeRaw(sql`
    UPDATE invitations i SET state = 'pending', closed_at = NULL
    WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organization.id} AND i.id = ${invitation.id}
      AND i.state = 'declined' AND i.closed_at > now() - make_interval(secs => ${undoSeconds})
      AND i.expires_at > now() AND i.version = ${version}
      AND ${isInviterThere} AND NOT ${hasNewer}
      AND NOT EXISTS (
        SELECT FROM audit_events e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organization.id} AND e.target_id = i.id
          AND e.type = 'invitation.decline_undone')`)
  return reopened > 0
}

function supersededByNewer(): DomainError {
  return new DomainError('gone', 'A newer invitation was sent. Open the link in the latest email.')
}

/** Signed out only with an emailed ticket. @throws DomainError conflict, sign_in_again */
async function assertInvitee(tx: Tx, person: SelfAccess | null, found: Ticketed): Promise<void> {
  const { tenantId, invitation, purpose } = found
  if (person === null) {
    if (purpose !== 'mailed') throw signInAgain()
    return
  }
  const [status] = await tx.$queryRaw<{ address: string }[]>`
    SELECT u.email_folded AS address
    FROM foyer.session_status(NULL, ${person.userId}, ${person.sessionId}) st
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = ${person.userId}
    WHERE st.refusal IS NULL`
  if (!status) throw signInAgain()
  if (status.address === invitation.emailFolded) return
  throw new DomainError('conflict', 'This invitation is for another address. Sign in with that one.')
}

/** The signed-in user or, with the ticket alone, the invitee. */
function inviteeActor(person: SelfAccess | null, { invitation }: Ticketed): Required<Event>['actor'] {
  return person ? { kind: 'user', id: person.userId } : { kind: 'invitee', id: invitation.id }
}
