import type { SelfAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { userTarget } from './join-request-events'

/** Nothing happens if it is not pending any more. */
export function withdrawJoinRequest(access: SelfAccess, organizationId: string): Promise<void> {
  const { tenantId, userId } = access
  return change(
    access,
    async (tx) => {
      const [closed] = await tx.$queryRaw<{ id: string }[]>`
        UPDATE join_requests SET state = 'withdrawn', closed_at = now()
        WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND user_id = ${userId}
          AND state = 'pending'
        RETURNING id`
      if (!closed) return unchanged(undefined)
      const target = { ...(await userTarget(tx, access)), kind: 'join_request', id: closed.id }
      return { result: undefined, events: [{ type: 'join_request.withdrawn', organizationId, target }] }
    },
    { bypassRowSecurity: 'a person withdraws their request to join' },
  )
}
