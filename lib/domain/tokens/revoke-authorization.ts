import { change, unchanged } from '@/lib/db/transaction'
import { byProvider } from './by-provider'
import { tokensRevoked, type EndedAuthorization } from './tokens-revoked'

/** Ends an authorization: none of its codes and tokens serves any more. Said once, however often it is asked for. */
export function revokeAuthorization(tenantId: string, id: string): Promise<void> {
  return change(byProvider(tenantId), async (tx) => {
    const [revoked] = await tx.$queryRaw<EndedAuthorization[]>`
      UPDATE authorizations SET revoked_at = now()
      WHERE tenant_id = ${tenantId} AND id = ${id} AND revoked_at IS NULL
      RETURNING id, user_id AS "userId", client_id AS "clientId", organization_id AS "organizationId"`
    return revoked ? { result: undefined, events: [tokensRevoked(revoked)] } : unchanged(undefined)
  })
}
