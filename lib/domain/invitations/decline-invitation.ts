import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { assertInvitee, inviteeActor } from './assert-invitee'
import { closedInvitation, findByTicketHash, type Ticketed, withTicket } from './find-by-ticket'

/** Signed out only with an emailed ticket. @throws DomainError not_found, gone, conflict, sign_in_again */
export function declineInvitation(
  tenantId: string,
  ticket: string,
  person: SelfAccess | null,
): Promise<void> {
  const holder = { tenantId, ticket, ...(person ? { person } : {}) }
  return withTicket(holder, async (tx, found) => {
    await assertInvitee(tx, person, found)
    if (found.state !== 'pending') throw closedInvitation(found)
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
