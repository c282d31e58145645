import { unchanged } from '@/lib/db/transaction'
import { findUserByEmail } from '@/lib/domain/users/find-user-by-email'
import { withTicket } from './with-ticket'

/**
 * Whether the invited address has a verified account; null for a shown ticket. Whoever was only shown the link must not
 * learn anything about the address.
 */
export function findInvitee(tenantId: string, ticket: string): Promise<{ hasAccount: boolean } | null> {
  return withTicket({ tenantId, ticket }, async (tx, { purpose, invitation }) => {
    if (purpose !== 'mailed') return unchanged(null)
    const known = await findUserByEmail(tx, { tenantId, emailFolded: invitation.emailFolded })
    return unchanged({ hasAccount: known?.proven === true })
  })
}
