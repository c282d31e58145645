import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { readRefreshToken } from './get-refresh-token'
import type { RefreshToken } from './refresh-token'

/**
 * What applications keep with a refresh token takes the place of what they kept before; nothing said changes
 * nothing.
 * @throws DomainError not_found
 */
export function setRefreshTokenMetadata(
  access: TenantAccess<'update:refresh_tokens'>,
  { id, metadata }: { id: string; metadata: Record<string, string> | undefined },
): Promise<RefreshToken> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const token = await readRefreshToken(tx, tenantId, id)
    if (metadata === undefined) return unchanged(token)
    await tx.authorization.update({ where: { tenantId_id: { tenantId, id } }, data: { metadata } })
    return {
      result: { ...token, metadata },
      events: [
        {
          type: 'application.token_metadata_changed',
          target: { kind: 'client', id: token.clientId },
          details: { authorizationId: id, userId: token.userId, properties: Object.keys(metadata) },
        },
      ],
    }
  })
}
