import { authorize, type TicketAccess } from '@/lib/access'
import type { FoundSsoTicket } from './find-sso-ticket'

/** As foyer.sso_ticket_permissions has them, which the database checks in each transaction. */
const permissions = [
  'read:organization_connections',
  'create:organization_connections',
  'update:organization_connections',
] as const

/** Of the holder of a ticket, while it is live. */
export function ticketAccessOf({
  id: ssoTicketId,
  tenantId,
  organizationId,
  connectionId,
}: FoundSsoTicket): TicketAccess {
  const actor = {
    kind: 'organization' as const,
    tenantId,
    organizationId,
    caller: { ssoTicketId, connectionId },
    permissions: new Set<string>(permissions),
  }
  return authorize(actor, ...permissions)
}
