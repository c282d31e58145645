import { authorize, type DirectoryCaller, type OrganizationActor } from '@/lib/access'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import { directoryPermissions, type DirectoryAccess } from './directory-actor'

/** By its bearer token. Null for an unknown or expired one, and for a token of another connection. */
export function findDirectoryAccess(
  tenantId: string,
  { connectionId, token }: { connectionId: string; token: string },
): Promise<DirectoryAccess | null> {
  return read(
    bypassRowSecurity('a directory is found by its token', tenantId),
    async (tx): Promise<DirectoryAccess | null> => {
      const [found] = await tx.$queryRaw<{ id: string; organizationId: string }[]>`
        SELECT t.id, t.organization_id AS "organizationId" FROM directory_tokens t
        WHERE t.tenant_id = ${tenantId} AND t.token_hash = ${sha256Hex(token)} AND t.connection_id = ${connectionId}
          AND (t.expires_at IS NULL OR t.expires_at > now())`
      if (!found) return null
      const { id: tokenId, organizationId } = found
      const caller: DirectoryCaller = { directoryId: connectionId, tokenId }
      const held = {
        kind: 'organization',
        tenantId,
        organizationId,
        permissions: new Set(directoryPermissions),
      } as const
      const actor: OrganizationActor & { caller: DirectoryCaller } = { ...held, caller }
      return authorize(actor, ...directoryPermissions)
    },
  )
}
