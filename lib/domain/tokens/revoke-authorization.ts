import { change, unchanged } from '@/lib/db/doors'
import { byProvider } from './by-provider'

/** Ends an authorization: none of its codes and tokens serves any more. Said once, however often it is asked for. */
export function revokeAuthorization(tenantId: string, id: string): Promise<void> {
  return change(byProvider(tenantId), async (tx) => {
    const [revoked] = await tx.$queryRaw<
      { userId: string; organizationId: string | null; clientId: string }[]
    >`
      UPDATE authorizations SET revoked_at = now()
      WHERE tenant_id = ${tenantId} AND id = ${id} AND revoked_at IS NULL
      RETURNING user_id AS "userId", organization_id AS "organizationId", client_id AS "clientId"`
    if (!revoked) return unchanged(undefined)
    return {
      result: undefined,
      events: [
        {
          type: 'application.tokens_revoked',
          target: { kind: 'client', id: revoked.clientId },
          details: { authorizationId: id, userId: revoked.userId },
          ...(revoked.organizationId === null ? {} : { organizationId: revoked.organizationId }),
        },
      ],
    }
  })
}
