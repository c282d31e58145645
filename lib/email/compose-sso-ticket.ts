import { findSsoTicketSecret } from '@/lib/domain/sso-tickets/sso-ticket'
import { openOrganization, type Composed, type MailboxPage } from './mailbox-page'

/** Null once the link has ended. */
export async function composeSsoTicket(page: MailboxPage, ssoTicketId: string): Promise<Composed | null> {
  const organization = openOrganization(page)
  if (organization === null) return null
  const { tx, mail, worn, url, marks } = page
  const { tenantId } = mail
  const [ticket] = await tx.$queryRaw<{ id: string; ticketHash: string; expiresAt: Date }[]>`
    SELECT t.id, t.ticket_hash AS "ticketHash", t.expires_at AS "expiresAt" FROM sso_tickets t
    WHERE t.tenant_id = ${tenantId} AND t.id = ${ssoTicketId} AND foyer.sso_ticket_state(t) = 'live'`
  const token = ticket && findSsoTicketSecret(ticket)
  if (!token) return null
  return {
    content: {
      ...worn,
      template: 'sso_ticket',
      organizationName: organization.displayName,
      link: `${url}/connect/${ticket.id}${marks.token}`,
      expiresAt: ticket.expiresAt,
    },
    secrets: { token, code: '' },
  }
}
