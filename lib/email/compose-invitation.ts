import { invitationLink, ticketFor } from '@/lib/domain/invitations/tickets'
import { lockJoinEmails } from '@/lib/domain/join-requests/request-to-join'
import type { ComposedData, OrganizationContext } from './compose-context'

interface PendingInvitation {
  id: string
  version: number
  email: string
  inviteeName: string | null
  inviterName: string
  inviterEmail: string | null
  expiresAt: Date
  message: string | null
  isForOwner: boolean
  clientId: string | null
  initiateLoginUri: string | null
  tickets: { version: number; purpose: string; ticketHash: string }[]
}

/** The ticket in the email verifies the address. */
export async function composeInvitation(
  context: OrganizationContext,
  content: { invitationId: string; version: number },
): Promise<ComposedData | null> {
  const invitation = await findPendingInvitation(context, content)
  if (invitation === null) return null
  return {
    data: {
      template: 'invitation',
      inviterName: invitation.inviterName,
      inviterEmail: invitation.inviterEmail ?? undefined,
      inviteeEmail: invitation.email,
      inviteeName: invitation.inviteeName ?? undefined,
      organizationName: context.organization.displayName,
      link: linkIn(context, invitation),
      expiresAt: invitation.expiresAt,
      isReminder: invitation.version > 1,
      isForOwner: invitation.isForOwner,
      message: invitation.message ?? undefined,
    },
    secrets: { token: ticketFor(invitation, 'mailed'), code: '' },
  }
}

/** An application’s invitation links to the application, others to the portal’s page. */
function linkIn(
  { placeholders: { token: ticket }, url, defaultRedirectionUri, organization }: OrganizationContext,
  { clientId, initiateLoginUri }: PendingInvitation,
): string {
  if (clientId === null) return `${url}/invitations/${ticket}`
  return invitationLink({
    ticket,
    organization,
    tenant: { url, defaultRedirectionUri },
    client: { initiateLoginUri },
  })
}

export async function composeInvitationAccepted(
  { tx, mail: { tenantId }, url, organization }: OrganizationContext,
  { invitationId }: { invitationId: string },
): Promise<ComposedData | null> {
  const [member] = await tx.$queryRaw<{ name: string; email: string }[]>`
    SELECT u.name, u.email
    FROM invitations i JOIN users u ON u.tenant_id = ${tenantId} AND u.id = i.accepted_by
    WHERE i.tenant_id = ${tenantId} AND i.id = ${invitationId}`
  if (!member) return null
  return {
    data: {
      template: 'invitation_accepted',
      memberName: member.name,
      memberEmail: member.email,
      organizationName: organization.displayName,
      link: `${url}/o/${organization.slug}/members`,
    },
  }
}

/** Null once the invitee has joined. */
export async function composeLinkRequested(
  { tx, mail: { tenantId }, url, organization }: OrganizationContext,
  { invitationId }: { invitationId: string },
): Promise<ComposedData | null> {
  const invitation = await tx.invitation.findUnique({
    where: { tenantId_id: { tenantId, id: invitationId } },
  })
  if (invitation === null || invitation.state === 'accepted') return null
  const search = new URLSearchParams({ q: invitation.email, state: 'all' }).toString()
  return {
    data: {
      template: 'invitation_link_requested',
      inviteeEmail: invitation.email,
      organizationName: organization.displayName,
      link: `${url}/o/${organization.slug}/invitations?${search}`,
    },
  }
}

async function findPendingInvitation(
  { tx, mail }: OrganizationContext,
  { invitationId, version }: { invitationId: string; version: number },
): Promise<PendingInvitation | null> {
  const { tenantId } = mail
  const [invitation] = await tx.$queryRaw<PendingInvitation[]>`
    SELECT i.id, i.version, i.email, i.invitee_name AS "inviteeName", i.inviter_name AS "inviterName",
      CASE WHEN NOT i.inviter_exempt THEN u.email END AS "inviterEmail", i.expires_at AS "expiresAt",
      i.client_id AS "clientId", c.initiate_login_uri AS "initiateLoginUri", i.message, EXISTS (
        SELECT FROM invitation_roles ir JOIN roles r ON r.tenant_id = ir.tenant_id AND r.id = ir.role_id
        WHERE ir.tenant_id = i.tenant_id AND ir.organization_id = i.organization_id AND ir.invitation_id = i.id
          AND r.is_owner) AS "isForOwner", (
        SELECT coalesce(jsonb_agg(jsonb_build_object('version', t.version, 'purpose', t.purpose, 'ticketHash', t.ticket_hash)), '[]')
        FROM invitation_tickets t
        WHERE t.tenant_id = i.tenant_id AND t.organization_id = i.organization_id AND t.invitation_id = i.id
          AND t.version = i.version) AS tickets
    FROM invitations i
    LEFT JOIN users u ON u.tenant_id = ${tenantId} AND u.id = i.inviter_user_id
    LEFT JOIN clients c ON c.tenant_id = ${tenantId} AND c.id = i.client_id
    WHERE i.tenant_id = ${tenantId} AND i.id = ${invitationId}
      AND i.state = 'pending' AND i.version = ${version} AND i.expires_at > now()`
  return invitation ?? null
}

/**
 * About the request or, once it is answered or withdrawn, about the oldest that waits: that one’s own email was left out
 * while this one was queued. Null if none waits.
 */
export async function composeJoinRequested(
  { tx, mail: { tenantId }, url, organization }: OrganizationContext,
  { requestId }: { requestId: string },
): Promise<ComposedData | null> {
  const { id: organizationId, slug, displayName: organizationName } = organization
  await lockJoinEmails(tx, { tenantId, organizationId })
  const [request] = await tx.$queryRaw<{ personName: string; personEmail: string; pending: number }[]>`
    SELECT u.name AS "personName", u.email AS "personEmail", (
      SELECT count(*)::int FROM (
        SELECT FROM join_requests p
        WHERE p.tenant_id = ${tenantId} AND p.organization_id = ${organizationId} AND p.state = 'pending'
        LIMIT 100) listed) AS pending
    FROM join_requests q JOIN users u ON u.tenant_id = ${tenantId} AND u.id = q.user_id AND NOT u.blocked
    WHERE q.tenant_id = ${tenantId} AND q.organization_id = ${organizationId} AND q.state = 'pending'
    ORDER BY (q.id = ${requestId}) DESC, q.created_at, q.id LIMIT 1`
  if (!request) return null
  const link = `${url}/o/${slug}/invitations`
  return { data: { template: 'join_requested', ...request, organizationName, link } }
}
