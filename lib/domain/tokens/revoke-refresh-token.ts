import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { tokensRevoked } from './tokens-revoked'

/**
 * One refresh token, and whatever else came of the same sign-in, serves no more. One that has ended is left as it is.
 * @throws DomainError not_found for one that is unknown, or was never one
 */
export function revokeRefreshToken(access: TenantAccess<'delete:refresh_tokens'>, id: string): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const known = await tx.authorization.findFirst({
      where: { tenantId, id, offline: true },
      select: { id: true, userId: true, clientId: true, organizationId: true },
    })
    if (!known) throw notFound()
    const { count } = await tx.authorization.updateMany({
      where: { tenantId, id, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    return count === 0 ? unchanged(undefined) : { result: undefined, events: [tokensRevoked(known)] }
  })
}
