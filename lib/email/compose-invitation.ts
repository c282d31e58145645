import { ticketFor } from '@/lib/domain/invitations/ticket-for'
import type { Composed, Desk } from './desk'

interface PendingInvitation {
  id: string
  version: number
  email: string
  inviterName: string
  inviterEmail: string | null
  expiresAt: Date
  tickets: { version: number; purpose: string; ticketHash: string }[]
}

/** With the mailed ticket, which proves the address. */
export async function composeInvitation(
  desk: Desk,
  sent: { invitationId: string; version: number },
): Promise<Composed | null> {
  const { worn, url, marks, organization } = desk
  if (organization === null || organization.deletedAt !== null) return null
  const invitation = await pendingInvitation(desk, sent)
  if (invitation === null) return null
  return {
    content: {
      ...worn,
      template: 'invitation',
      inviterName: invitation.inviterName,
      inviterEmail: invitation.inviterEmail ?? undefined,
      inviteeEmail: invitation.email,
      organizationName: organization.displayName,
      link: `${url}/invitations/${marks.token}`,
      expiresAt: invitation.expiresAt,
      isReminder: invitation.version > 1,
    },
    secrets: { token: ticketFor(invitation, 'mailed'), code: '' },
  }
}

export async function composeInvitationAccepted(
  { tx, mail, worn, url, organization }: Desk,
  invitationId: string,
): Promise<Composed | null> {
  if (organization === null || organization.deletedAt !== null) return null
  const { tenantId } = mail
  const [member] = await tx.$queryRaw<{ name: string; email: string }[]>`
    SELECT u.name, u.email
    FROM invitations i JOIN users u ON u.tenant_id = ${tenantId} AND u.id = i.accepted_by
    WHERE i.tenant_id = ${tenantId} AND i.id = ${invitationId}`
  if (!member) return null
  return {
    content: {
      ...worn,
      template: 'invitation_accepted',
      memberName: member.name,
      memberEmail: member.email,
      organizationName: organization.displayName,
      link: `${url}/o/${organization.slug}/members`,
    },
    secrets: { token: '', code: '' },
  }
}

/** Still open, and no newer version of it was sent. */
async function pendingInvitation(
  { tx, mail }: Desk,
  { invitationId, version }: { invitationId: string; version: number },
): Promise<PendingInvitation | null> {
  const { tenantId } = mail
  const [invitation] = await tx.$queryRaw<Omit<PendingInvitation, 'tickets'>[]>`
    SELECT i.id, i.version, i.email, i.inviter_name AS "inviterName", u.email AS "inviterEmail",
      i.expires_at AS "expiresAt"
    FROM invitations i LEFT JOIN users u ON u.tenant_id = ${tenantId} AND u.id = i.inviter_user_id
    WHERE i.tenant_id = ${tenantId} AND i.id = ${invitationId}
      AND i.state = 'pending' AND i.version = ${version} AND i.expires_at > now()`
  if (!invitation) return null
  const tickets = await tx.invitationTicket.findMany({ where: { tenantId, invitationId, version } })
  return { ...invitation, tickets }
}
