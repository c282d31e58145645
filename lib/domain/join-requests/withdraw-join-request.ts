import type { SelfAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'

/** Nothing happens if it is not pending any more. */
export function withdrawJoinRequest(access: SelfAccess, organizationId: string): Promise<void> {
  const { tenantId, userId } = access
  return change(
    access,
    async (tx) => {
      const [closed] = await tx.$queryRaw<{ joinRequestId: string; name: string; email: string }[]>`
        UPDATE join_requests q SET state = 'withdrawn', closed_at = now()
        FROM users u
        WHERE q.tenant_id = ${tenantId} AND q.organization_id = ${organizationId} AND q.user_id = ${userId}
          AND q.state = 'pending' AND u.tenant_id = ${tenantId} AND u.id = q.user_id
        RETURNING q.id AS "joinRequestId", u.name, u.email`
      if (!closed) return unchanged(undefined)
      const { joinRequestId, ...person } = closed
      return {
        result: undefined,
        events: [
          {
            type: 'join_request.withdrawn',
            organizationId,
            target: { kind: 'user', id: userId, ...person },
            details: { joinRequestId },
          },
        ],
      }
    },
    { bypassRowSecurity: 'a person withdraws their request to join' },
  )
}
