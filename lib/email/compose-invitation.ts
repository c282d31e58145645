import { invitationLink, ticketFor } from '@/lib/domain/invitations/tickets'
import { openOrganization, type Composed, type MailboxPage } from './mailbox-page'

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
  api: MailboxPage,
  sent: { invitationId: string; version: number },
): Promise<Composed | null> {
  const { worn } = api
  const organization = openOrganization(api)
  if (organization === null) return null
  const invitation = await pendingInvitation(api, sent)
  if (invitation === null) return null
  return {
    content: {
      ...worn,
      template: 'invitation',
      inviterName: invitation.inviterName,
      inviterEmail: invitation.inviterEmail ?? undefined,
      inviteeEmail: invitation.email,
      inviteeName: invitation.inviteeName ?? undefined,
      organizationName: organization.displayName,
      link: linkIn(api, organization.slug, invitation),
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
  { mail: { organizationId }, marks, url, defaultRedirectionUri }: MailboxPage,
  slug: string,
  { clientId, initiateLoginUri }: PendingInvitation,
): string {
  if (clientId === null || organizationId === null) return `${url}/invitations/${marks.token}`
  return invitationLink({
    ticket: marks.token,
    organization: { id: organizationId, slug },
    tenant: { url, defaultRedirectionUri },
    client: { initiateLoginUri },
  })
}

export async function composeInvitationAccepted(
  page: MailboxPage,
  invitationId: string,
): Promise<Composed | null> {
  const organization = openOrganization(page)
  if (organization === null) return null
  const { tx, mail, worn, url } = page
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

/** Null once the invitee has joined. */
export async function composeLinkRequested(
  page: MailboxPage,
  invitationId: string,
): Promise<Composed | null> {
  const organization = openOrganization(page)
  if (organization === null) return null
  const { tx, mail, worn, url } = page
  const { tenantId } = mail
  const invitation = await tx.invitation.findUnique({
    where: { tenantId_id: { tenantId, id: invitationId } },
  })
  if (invitation === null || invitation.state === 'accepted') return null
  const search = new URLSearchParams({ q: invitation.email, state: 'all' }).toString()
  return {
    content: {
      ...worn,
      template: 'invitation_link_requested',
      inviteeEmail: invitation.email,
      organizationName: organization.displayName,
      link: `${url}/o/${organization.slug}/invitations?${search}`,
    },
    secrets: { token: '', code: '' },
  }
}

async function pendingInvitation(
  { tx, mail }: MailboxPage,
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
