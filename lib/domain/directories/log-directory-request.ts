import { bookkeeping, bypassRowSecurity, change } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import type { DirectoryAccess } from './directory-actor'

export interface DirectoryRequest {
  method: string
  /** The first part of the path: Users, Groups, Schemas … */
  resource: string
  /** Stored only if it has the form of ids of users and groups: a client may write an address there. */
  resourceId: string | null
  /** Of HTTP. */
  status: number
  /** A word, never a sentence, which could name someone; null for success. */
  reason: string | null
}

const ofResource = /^sc[ug]_[0-9A-Za-z]{21}$/

/** After the request, in a transaction of its own: what was refused is logged, too. */
export function logDirectoryRequest(access: DirectoryAccess, request: DirectoryRequest): Promise<void> {
  const { tenantId, organizationId, caller } = access
  const { method, resource, status, reason } = request
  const resourceId =
    request.resourceId !== null && ofResource.test(request.resourceId) ? request.resourceId : null
  return change(
    bypassRowSecurity('a directory’s request is logged, also by a token revoked since', tenantId),
    async (tx) => {
      await tx.$executeRaw`
      WITH used AS (
        UPDATE directory_tokens SET last_used_at = now()
        WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${caller.tokenId}
          AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
      )
      INSERT INTO directory_requests
        (tenant_id, organization_id, id, connection_id, token_id, method, resource, resource_id, status, reason)
      SELECT ${tenantId}, ${organizationId}, ${newId('directoryRequest')}, d.connection_id, ${caller.tokenId}, ${method},
        ${resource}, ${resourceId}, ${status}, ${reason}
      FROM directories d
      WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId}
        AND d.connection_id = ${caller.directoryId}
      FOR KEY SHARE OF d`
      return bookkeeping(undefined)
    },
  )
}
