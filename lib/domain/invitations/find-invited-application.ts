import type { PublicAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { applicationUrl } from '../organizations/application-url'
import { findByTicketHash } from './find-by-ticket'

export interface InvitedApplication {
  name: string
  url: string
}

/** The application that the invitation behind a ticket is for; null where it is for none that can be opened. */
export function findInvitedApplication(tenantId: string, ticket: string): Promise<InvitedApplication | null> {
  const access: PublicAccess = { kind: 'public', tenantId, subject: sha256Hex(ticket) }
  return read(access, async (tx) => {
    const found = await findByTicketHash(tx, tenantId, access.subject)
    const id = found?.invitation.clientId
    if (id == null || !found) return null
    const client = await tx.client.findUnique({ where: { tenantId_id: { tenantId, id } } })
    const url = client && applicationUrl(client, found.organization.id)
    return client && url ? { name: client.name, url } : null
  })
}
