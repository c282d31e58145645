import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'

/**
 * Closes what is overdue among the organization’s invitations to these addresses, so that a new one can take the
 * place. The database’s clock decides.
 * @returns an event for each
 */
export async function expireOverdue(
  tx: Tx,
  organization: { tenantId: string; organizationId: string },
  addresses: readonly string[],
): Promise<Event[]> {
  const { tenantId, organizationId } = organization
  const expired = await tx.$queryRaw<{ id: string; email: string }[]>`
    UPDATE invitations SET state = 'expired', closed_at = expires_at
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND state = 'pending'
      AND email_folded = ANY (${[...addresses]}) AND expires_at <= now()
    RETURNING id, email`
  return expired.map(({ id, email }) => ({
    type: 'invitation.expired',
    organizationId,
    target: { kind: 'invitation', id, email },
    details: { before: { state: 'pending' }, after: { state: 'expired' } },
  }))
}
