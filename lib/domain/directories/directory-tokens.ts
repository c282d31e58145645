import { mayActOn, type OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change, read } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { sha256Hex } from '../crypto/digest'
import { isVisible } from '../connections/access-levels'
import { authorizedCaller } from '../reauthorize'
import {
  directoryTarget,
  lockDirectory,
  type DirectoryMaker,
  type DirectoryManager,
  type TenantLevelAccess,
} from './directory-settings'

type TokenMaker = DirectoryMaker | TenantLevelAccess<'create:scim_token'>

/** Two, so that one replaces the other without a pause. */
export const mostTokens = 2

interface NewDirectoryToken {
  connectionId: string
  /** How long it works; null until it is revoked. */
  seconds: number | null
}

export interface DirectoryToken {
  id: string
  createdAt: Date
  /** Null: it works until it is revoked. */
  expiresAt: Date | null
}

/** The newest first. @throws DomainError not_found where directory sync is off */
export function listDirectoryTokens(
  access: OrganizationAccess<'read:organization_connections'>,
  connectionId: string,
): Promise<DirectoryToken[]> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<(DirectoryToken | { id: null })[]>(sql`
      SELECT t.id, t.created_at AS "createdAt", t.expires_at AS "expiresAt"
      FROM directories d
      LEFT JOIN directory_tokens t ON t.tenant_id = d.tenant_id AND t.organization_id = d.organization_id
        AND t.connection_id = d.connection_id
      WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.connection_id = ${connectionId}
        AND ${isVisible(access, sql`d.connection_id`)}
      ORDER BY t.created_at DESC, t.id`)
    if (rows.length === 0) throw notFound()
    return rows.filter((row): row is DirectoryToken => row.id !== null)
  })
}

/**
 * Only its SHA-256 is stored, so it cannot be shown again. Its holder can do all that the directory can. So its creator must
 * be able to do that, too, and what they can do now limits the token for good.
 * @throws DomainError not_found, not_yours_to_give; conflict for a third
 */
export function createDirectoryToken(
  access: TokenMaker,
  { connectionId, seconds }: NewDirectoryToken,
): Promise<DirectoryToken & { token: string }> {
  return change(access, async (tx) => {
    const { tenantId, organizationId } = access
    const { name } = await lockDirectory(tx, access, connectionId)
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
    const limit = access.isTenantLevel ? null : present.grantable
    const [created] = await tx.$queryRaw<[Omit<DirectoryToken, 'id'>]>`
      WITH expired AS (
        DELETE FROM directory_tokens
        WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND connection_id = ${connectionId}
          AND expires_at <= now()
      )
      INSERT INTO directory_tokens
        (tenant_id, organization_id, id, connection_id, token_hash, maker_grantable, expires_at)
      VALUES (${tenantId}, ${organizationId}, ${id}, ${connectionId}, ${sha256Hex(token)}, ${limit}::text[],
        now() + make_interval(secs => ${seconds}::int))
      RETURNING created_at AS "createdAt", expires_at AS "expiresAt"`
    const target = directoryTarget(connectionId, name)
    return {
      result: { id, token, ...created },
      events: [{ type: 'directory.token_created', target, details: { tokenId: id, seconds } }],
    }
  })
}

/** In one statement. @throws DomainError not_found */
async function readTokens(
  tx: Tx,
  access: TokenMaker,
  connectionId: string,
): Promise<{ count: number; grantable: string[]; isWithinReach: boolean }> {
  const { tenantId, organizationId } = access
  const [row] = await tx.$queryRaw<
    { refusal: string | null; grantable: string[]; ofDirectory: string[]; count: number }[]
  >(sql`
    SELECT c.refusal, c.grantable, foyer.directory_grantable(${organizationId}, ${connectionId}) AS "ofDirectory", (
      SELECT count(*)::int FROM directory_tokens t
      WHERE t.tenant_id = ${tenantId} AND t.organization_id = ${organizationId} AND t.connection_id = ${connectionId}
        AND (t.expires_at IS NULL OR t.expires_at > now())
    ) AS count
    FROM ${authorizedCaller(access)} c`)
  if (!row || row.refusal !== null) throw notFound()
  const { count, grantable, ofDirectory } = row
  return { count, grantable, isWithinReach: mayActOn(new Set(grantable), ofDirectory) }
}

/** Requests with it are refused at once. @throws DomainError not_found */
export function revokeDirectoryToken(
  access: DirectoryManager | TenantLevelAccess<'delete:scim_token'>,
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
