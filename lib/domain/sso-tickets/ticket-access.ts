import { authorize, type TicketAccess } from '@/lib/access'
import type { FoundSsoTicket } from './find-sso-ticket'

/** Of the holder of a ticket, while it is live, which the database checks in each transaction. It has no permission. */
export function ticketAccessOf({
  id: ssoTicketId,
  tenantId,
  organizationId,
  connectionId,
}: Pick<FoundSsoTicket, 'id' | 'tenantId' | 'organizationId' | 'connectionId'>): TicketAccess {
  return authorize({
    kind: 'organization' as const,
    tenantId,
    organizationId,
    caller: { ssoTicketId, connectionId },
    permissions: new Set<string>(),
  })
}
