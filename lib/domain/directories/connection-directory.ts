import { z } from 'zod'
import { authorize, type Permission, type TenantAccess } from '@/lib/access'
import { callFunction } from '@/lib/db/one-statement'
import { readingContext } from '@/lib/db/request-context'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import type { TenantLevelAccess } from './directory-settings'
import type { DirectoryToken } from './directory-tokens'

const owner = z.object({ organizationId: z.string().nullable() }).nullable()

/** Directory sync, as the Management API names it: by the connection. */
export interface ConnectionDirectory {
  connectionId: string
  /** Of the connection. */
  name: string
  strategy: string
  createdAt: Date
}

export interface UsedDirectoryToken extends DirectoryToken {
  lastUsedAt: Date | null
}

/**
 * To act in the organization that the connection belongs to; null for a connection of the tenant, which has no directory.
 * @throws DomainError not_found at `connection`
 */
export async function findOwnerAccess<P extends Permission>(
  access: TenantAccess<P>,
  { permission, connectionId }: { permission: P; connectionId: string },
): Promise<TenantLevelAccess<P> | null> {
  const { tenantId, caller, permissions } = access
  const answer = await callFunction('find_connection_owner', [readingContext(access), connectionId])
  const found = owner.parse(answer)
  if (found === null) throw noConnection()
  const { organizationId } = found
  if (organizationId === null) return null
  const within = { kind: 'organization', tenantId, organizationId, caller, permissions } as const
  return authorize({ ...within, isTenantLevel: true as const }, permission)
}

/** @throws DomainError not_found, at `connection` if that is what is missing */
export function getConnectionDirectory(
  access: TenantAccess<'read:scim_config'> | TenantAccess<'update:scim_config'>,
  connectionId: string,
): Promise<ConnectionDirectory> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const [found] = await tx.$queryRaw<
      (Omit<ConnectionDirectory, 'createdAt'> & { createdAt: Date | null })[]
    >`
      SELECT c.id AS "connectionId", c.name, c.strategy, d.created_at AS "createdAt"
      FROM connections c
      LEFT JOIN directories d ON d.tenant_id = c.tenant_id AND d.organization_id = c.organization_id
        AND d.connection_id = c.id
      WHERE c.tenant_id = ${tenantId} AND c.id = ${connectionId}`
    if (!found) throw noConnection()
    const { createdAt, ...connection } = found
    if (createdAt === null) throw notFound()
    return { ...connection, createdAt }
  })
}

/** By connection. */
export function listConnectionDirectories(
  access: TenantAccess<'read:scim_config'>,
  window: Window,
): Promise<Omit<Windowed<ConnectionDirectory>, 'total'>> {
  return read(access, (tx) =>
    readPage<ConnectionDirectory>(tx, window, {
      columns: sql`c.id AS "connectionId", c.name, c.strategy, d.created_at AS "createdAt"`,
      from: sql`directories d
        JOIN connections c ON c.tenant_id = d.tenant_id AND c.id = d.connection_id
        WHERE d.tenant_id = ${access.tenantId}`,
      ...byId(window, sql`c.id`),
      placeOf: ({ connectionId }) => connectionId,
    }),
  )
}

/** The latest first. @throws as getConnectionDirectory() */
export function listConnectionTokens(
  access: TenantAccess<'read:scim_token'>,
  connectionId: string,
): Promise<UsedDirectoryToken[]> {
  const { tenantId } = access
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<TokenRow[]>`
      SELECT d.connection_id IS NOT NULL AS "isOn", t.id, t.created_at AS "createdAt", t.expires_at AS "expiresAt",
        t.last_used_at AS "lastUsedAt"
      FROM connections c
      LEFT JOIN directories d ON d.tenant_id = c.tenant_id AND d.organization_id = c.organization_id
        AND d.connection_id = c.id
      LEFT JOIN directory_tokens t ON t.tenant_id = d.tenant_id AND t.organization_id = d.organization_id
        AND t.connection_id = d.connection_id
      WHERE c.tenant_id = ${tenantId} AND c.id = ${connectionId}
      ORDER BY t.created_at DESC, t.id`
    const [first] = rows
    if (!first) throw noConnection()
    if (!first.isOn) throw notFound()
    return rows.flatMap(({ isOn: _, id, createdAt, ...times }) =>
      id === null || createdAt === null ? [] : [{ id, createdAt, ...times }],
    )
  })
}

type TokenRow = Pick<UsedDirectoryToken, 'expiresAt' | 'lastUsedAt'> & {
  isOn: boolean
  /** Null in the one row of a directory without tokens. */
  id: string | null
  createdAt: Date | null
}

function noConnection(): DomainError {
  return new DomainError('not_found', 'The connection does not exist.', { field: 'connection' })
}
