import { expiryOf, samlCertificates } from '@/lib/domain/connections/saml-certificates'
import { samlOptions, samlStrategy } from '@/lib/domain/connections/saml-options'
import { findSsoTicketSecret } from '@/lib/domain/sso-tickets/sso-ticket'
import { hostOf } from '@/lib/domain/webhooks/webhook'
import type { ComposeContext, ComposedData, OrganizationContext } from './compose-context'

/** Null once there is a newer certificate, or no connection. */
export async function composeCertificateExpiring(
  { tx, mail: { tenantId }, url, organization }: OrganizationContext,
  { connectionId }: { connectionId: string },
): Promise<ComposedData | null> {
  const connection = await tx.connection.findFirst({
    where: { tenantId, id: connectionId, organizationId: organization.id, strategy: samlStrategy },
  })
  const expiry = connection && expiryOf(samlCertificates(samlOptions.parse(connection.options)), new Date())
  if (!expiry) return null
  return {
    data: {
      template: 'certificate_expiring',
      connectionName: connection.displayName,
      organizationName: organization.displayName,
      expiresAt: expiry.at,
      hasExpired: expiry.isOver,
      link: `${url}/o/${organization.slug}/sign-in-methods/providers/${connectionId}`,
    },
  }
}

/** Null once the link has ended. */
export async function composeSsoTicket(
  { tx, mail: { tenantId }, url, placeholders, organization }: OrganizationContext,
  { ssoTicketId }: { ssoTicketId: string },
): Promise<ComposedData | null> {
  const [ticket] = await tx.$queryRaw<{ id: string; ticketHash: string; expiresAt: Date }[]>`
    SELECT t.id, t.ticket_hash AS "ticketHash", t.expires_at AS "expiresAt" FROM sso_tickets t
    WHERE t.tenant_id = ${tenantId} AND t.id = ${ssoTicketId} AND foyer.sso_ticket_state(t) = 'live'`
  const token = ticket && findSsoTicketSecret(ticket)
  if (!token) return null
  return {
    data: {
      template: 'sso_ticket',
      organizationName: organization.displayName,
      link: `${url}/connect/${ticket.id}${placeholders.token}`,
      expiresAt: ticket.expiresAt,
    },
    secrets: { token, code: '' },
  }
}

/** Null once the webhook is deleted or resumed, and for an organization that is suspended or deleted. */
export async function composeWebhookDisabled(
  { tx, mail: { tenantId, organizationId }, url, organization }: ComposeContext,
  { webhookId }: { webhookId: string },
): Promise<ComposedData | null> {
  if (organizationId !== null && !organization?.isOpen) return null
  const where = { tenantId, id: webhookId, organizationId, state: 'disabled' }
  const webhook = await tx.webhook.findFirst({ where, select: { name: true, url: true } })
  if (webhook === null) return null
  const folder = organization === null ? '/console/webhooks' : `/o/${organization.slug}/webhooks`
  return {
    data: {
      template: 'webhook_disabled',
      webhookName: webhook.name,
      host: hostOf(webhook.url),
      organizationName: organization?.displayName,
      link: `${url}${folder}/${webhookId}`,
    },
  }
}

/** Null once the stream is deleted or resumed. */
export async function composeLogStreamSuspended(
  { tx, mail: { tenantId }, url }: ComposeContext,
  { streamId }: { streamId: string },
): Promise<ComposedData | null> {
  const where = { tenantId, id: streamId, state: 'suspended' }
  const stream = await tx.logStream.findFirst({ where, select: { name: true, endpoint: true } })
  if (stream === null) return null
  return {
    data: {
      template: 'log_stream_suspended',
      streamName: stream.name,
      host: stream.endpoint === null ? null : hostOf(stream.endpoint),
      link: `${url}/console/log-streams/${streamId}`,
    },
  }
}
