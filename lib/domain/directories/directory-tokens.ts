import { mayActOn } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { sha256Hex } from '../crypto/digest'
import { authorizedCaller } from '../reauthorize'
import {
  directoryTarget,
  lockDirectory,
  type DirectoryMaker,
  type DirectoryManager,
} from './directory-settings'

/** Two, so that one replaces the other without a pause. */
export const mostTokens = 2

export interface NewDirectoryToken {
  connectionId: string
  /** Null: it works until it is revoked. */
  days: number | null
}

/**
 * Only its SHA-256 is stored, so it cannot be shown again. Its holder can do what the directory can, so that takes someone
 * who can do it, too. @throws DomainError not_found, not_yours_to_give; conflict for a third
 */
export function createDirectoryToken(
  access: DirectoryMaker,
  { connectionId, days }: NewDirectoryToken,
): Promise<{ id: string; token: string }> {
  return change(access, async (tx) => {
    const { tenantId, organizationId } = access
    const { name } = await lockDirectory(tx, access, connectionId)
    await tx.$executeRaw`
      DELETE FROM directory_tokens
      WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND connection_id = ${connectionId}
        AND expires_at <= now()`
    const present = await readTokens(tx, access, connectionId)
    if (!present.isWithinReach)
      throw new DomainError(
        'not_yours_to_give',
        'Directory sync runs with more permissions than yours. Take it over first.',
      )
    if (present.count >= mostTokens)
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

/** In one statement. @throws DomainError not_found */
async function readTokens(
  tx: Tx,
  access: DirectoryMaker,
  connectionId: string,
): Promise<{ count: number; isWithinReach: boolean }> {
  const { tenantId, organizationId } = access
  const [row] = await tx.$queryRaw<
    { refusal: string | null; grantable: string[]; ofDirectory: string[]; count: number }[]
  >(sql`
    SELECT c.refusal, c.grantable, foyer.directory_grantable(${organizationId}, ${connectionId}) AS "ofDirectory", (
      SELECT count(*)::int FROM directory_tokens t
      WHERE t.tenant_id = ${tenantId} AND t.organization_id = ${organizationId} AND t.connection_id = ${connectionId}
    ) AS count
    FROM ${authorizedCaller(access)} c`)
  if (!row || row.refusal !== null) throw notFound()
  return { count: row.count, isWithinReach: mayActOn(new Set(row.grantable), row.ofDirectory) }
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
