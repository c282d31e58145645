import { change } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { sha256Hex } from '../crypto/digest'
import { directoryTarget, lockDirectory, type DirectoryManager } from './directory-settings'

/** Two, so that one replaces the other without a pause. */
export const mostTokens = 2

export interface NewDirectoryToken {
  connectionId: string
  /** Null: it works until it is revoked. */
  days: number | null
}

/** Only its SHA-256 is stored, so it cannot be shown again. @throws DomainError not_found; conflict for a third */
export function createDirectoryToken(
  access: DirectoryManager,
  { connectionId, days }: NewDirectoryToken,
): Promise<{ id: string; token: string }> {
  return change(access, async (tx) => {
    const { tenantId, organizationId } = access
    const { name } = await lockDirectory(tx, access, connectionId)
    await tx.$executeRaw`
      DELETE FROM directory_tokens
      WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND connection_id = ${connectionId}
        AND expires_at <= now()`
    const present = await tx.directoryToken.count({ where: { tenantId, organizationId, connectionId } })
    if (present >= mostTokens)
      throw new DomainError('conflict', `There are ${mostTokens} tokens already. Revoke one of them first.`)
    const id = newId('directoryToken')
    const token = newId('directorySecret')
    await tx.$executeRaw`
      INSERT INTO directory_tokens (tenant_id, organization_id, id, connection_id, token_hash, expires_at)
      VALUES (${tenantId}, ${organizationId}, ${id}, ${connectionId}, ${sha256Hex(token)},
        now() + make_interval(days => ${days}::int))`
    const target = directoryTarget(connectionId, name)
    return {
      result: { id, token },
      events: [{ type: 'directory.token_created', target, details: { tokenId: id, days } }],
    }
  })
}

/** Requests with it are refused at once. @throws DomainError not_found */
export function revokeDirectoryToken(
  access: DirectoryManager,
  { connectionId, tokenId }: { connectionId: string; tokenId: string },
): Promise<void> {
  return change(access, async (tx) => {
    const { tenantId, organizationId } = access
    const { name } = await lockDirectory(tx, access, connectionId)
    const { count } = await tx.directoryToken.deleteMany({
      where: { tenantId, organizationId, connectionId, id: tokenId },
    })
    if (count === 0) throw notFound()
    const target = directoryTarget(connectionId, name)
    return { result: undefined, events: [{ type: 'directory.token_revoked', target, details: { tokenId } }] }
  })
}
