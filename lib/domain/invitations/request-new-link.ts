import type { Permission } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { unchanged } from '@/lib/db/transaction'
import { reserveNotice } from '@/lib/domain/users/email-limits'
import { closedInvitation, type Ticketed, type TicketState, withTicket } from './find-by-ticket'

const requestableStates: readonly TicketState[] = ['expired', 'revoked', 'superseded']

/** Whether the holder of a ticket in this state may ask for a new link. */
export function canRequestNewLink(state: TicketState): boolean {
  return requestableStates.includes(state)
}

/**
 * Emails the inviter, or the owners if the inviter can no longer invite: at most once an hour and three times for one
 * invitation. Does not tell whether an email was sent.
 * @throws DomainError not_found, gone, too_many
 */
export async function requestNewLink(tenantId: string, ticket: string): Promise<void> {
  await reserveNotice(tenantId)
  await withTicket({ tenantId, ticket }, async (tx, found) => {
    if (!canRequestNewLink(found.state)) throw closedInvitation(found)
    if (!(await reserveRequest(tx, found))) return unchanged(undefined)
    const { invitation, organization } = found
    const recipients = await recipientsOf(tx, found)
    return {
      result: undefined,
      events: [
        {
          type: 'invitation.link_requested',
          organizationId: organization.id,
          actor: { kind: 'invitee', id: invitation.id },
          target: { kind: 'invitation', id: invitation.id, email: invitation.email },
        },
      ],
      mails: recipients.map(({ email }): OutgoingEmail => ({
        template: 'invitation_link_requested',
        invitationId: invitation.id,
        to: email,
        organizationId: organization.id,
      })),
    }
  })
}

/** Of one organization. */
const emailsPerHour = 20
/** For one invitation. */
const mostRequests = 3

async function reserveRequest(tx: Tx, { tenantId, organization, invitation }: Ticketed): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE invitations SET link_requested_at = now()
    WHERE tenant_id = ${tenantId} AND organization_id = ${organization.id} AND id = ${invitation.id}
      AND (link_requested_at IS NULL OR link_requested_at <= now() - interval '1 hour')
      AND coalesce(closed_at, expires_at) > now() - interval '30 days'
      AND (
        SELECT count(*) FROM audit_events e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organization.id} AND e.target_id = ${invitation.id}
          AND e.type = 'invitation.link_requested'
      ) < ${mostRequests}
      AND (
        SELECT count(*) FROM mails m
        WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organization.id}
          AND m.template = 'invitation_link_requested' AND m.created_at > now() - interval '1 hour'
      ) < ${emailsPerHour}`
  return count > 0
}

const needed: Permission = 'create:organization_invitations'
const mostOwners = 5

/** Only active members, since no one else may know who is invited. */
function recipientsOf(
  tx: Tx,
  { tenantId, organization, invitation }: Ticketed,
): Promise<{ email: string }[]> {
  return tx.$queryRaw<{ email: string }[]>`
    WITH active AS (
      SELECT u.id, u.email, m.created_at FROM members m
      JOIN users u ON u.tenant_id = ${tenantId} AND u.id = m.user_id
      WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organization.id}
        AND m.suspended_at IS NULL AND NOT u.blocked AND u.email_verified_at IS NOT NULL
        AND (m.user_id = ${invitation.inviterUserId} OR m.user_id IN (
          SELECT mr.user_id FROM member_roles mr JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = mr.role_id
          WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organization.id} AND r.is_owner))
    ), inviter AS (
      SELECT a.email FROM active a
      WHERE a.id = ${invitation.inviterUserId} AND EXISTS (
        SELECT FROM foyer.effective_permissions(a.id, ${organization.id}, foyer.portal_api_id()) e
        WHERE e.permission = ${needed})
    )
    SELECT i.email FROM inviter i
    UNION ALL
    (SELECT a.email FROM active a
     WHERE a.id IS DISTINCT FROM ${invitation.inviterUserId} AND NOT EXISTS (SELECT FROM inviter)
     ORDER BY a.created_at, a.id LIMIT ${mostOwners})`
}
