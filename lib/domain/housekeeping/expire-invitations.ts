import { unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'

const batch = 200

/** A batch. Skips invitations that other transactions have locked. */
export async function expireInvitations(tx: Tx, tenantId: string): Promise<ChangeResult<number>> {
  const expired = await tx.$queryRaw<{ id: string; organizationId: string; email: string }[]>`
    UPDATE invitations i SET state = 'expired', closed_at = i.expires_at
    FROM (
      SELECT id FROM invitations
      WHERE tenant_id = ${tenantId} AND state = 'pending' AND expires_at <= now()
      LIMIT ${batch} FOR UPDATE SKIP LOCKED
    ) overdue
    WHERE i.tenant_id = ${tenantId} AND i.id = overdue.id
    RETURNING i.id, i.organization_id AS "organizationId", i.email`
  const [first, ...rest] = expired.map(asEvent)
  return first ? { result: expired.length, events: [first, ...rest] } : unchanged(0)
}

function asEvent({
  id,
  organizationId,
  email,
}: {
  id: string
  organizationId: string
  email: string
}): Event {
  return {
    type: 'invitation.expired',
    organizationId,
    target: { kind: 'invitation', id, email },
    details: { before: { state: 'pending' }, after: { state: 'expired' } },
  }
}
