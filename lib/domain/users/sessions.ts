import type { SelfAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import { userExists } from './lock-users'

export interface SessionOfUser {
  id: string
  userId: string
  createdAt: Date
  authTime: Date
  lastSeenAt: Date
  idleExpiresAt: Date
  expiresAt: Date
  ip: string | null
  userAgent: string | null
  amr: string[]
  strategy: string
  clientIds: string[]
  /** The one that the user used last. */
  organization: { id: string; displayName: string } | null
  metadata: unknown
}

const sessionColumns = sql`s.id, s.user_id AS "userId", s.created_at AS "createdAt", s.auth_time AS "authTime",
  s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt", s.ip, s.user_agent AS "userAgent", s.amr, s.metadata,
  least(s.expires_at, s.last_seen_at + make_interval(mins => t.session_idle_minutes)) AS "idleExpiresAt", c.strategy,
  ARRAY(SELECT DISTINCT a.client_id FROM authorizations a
    WHERE a.tenant_id = s.tenant_id AND a.session_id = s.id AND a.revoked_at IS NULL AND a.expires_at > now()
    ORDER BY 1) AS "clientIds", (
    SELECT jsonb_build_object('id', o.id, 'displayName', o.display_name) FROM organizations o
    WHERE o.tenant_id = s.tenant_id AND o.id = s.organization_id AND o.deleted_at IS NULL) AS organization`

const sessionTables = sql`sessions s
  JOIN tenants t ON t.id = s.tenant_id
  JOIN connections c ON c.tenant_id = s.tenant_id AND c.id = s.connection_id`

const sessionLives = sql`s.ended_at IS NULL AND s.expires_at > now()
  AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)`

/** @throws DomainError not_found, also for one that has ended */
export function getSession(access: TenantAccess<'read:sessions'>, id: string): Promise<SessionOfUser> {
  return read(access, (tx) => readSession(tx, access.tenantId, id))
}

/** @throws DomainError not_found */
export async function readSession(tx: Tx, tenantId: string, id: string): Promise<SessionOfUser> {
  const [found] = await tx.$queryRaw<SessionOfUser[]>(sql`
    SELECT ${sessionColumns} FROM ${sessionTables}
    WHERE s.tenant_id = ${tenantId} AND s.id = ${id} AND ${sessionLives}`)
  if (!found) throw notFound()
  return found
}

export interface ListedSession {
  id: string
  createdAt: Date
  lastSeenAt: Date
  ip: string | null
  userAgent: string | null
}

export function listSessions(access: SelfAccess): Promise<ListedSession[]> {
  const { tenantId, userId } = access
  return read(
    access,
    (tx) => tx.$queryRaw<ListedSession[]>`
      SELECT s.id, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.ip, s.user_agent AS "userAgent"
      FROM sessions s JOIN tenants t ON t.id = ${tenantId}
      WHERE s.tenant_id = ${tenantId} AND s.user_id = ${userId} AND s.ended_at IS NULL AND s.expires_at > now()
        AND s.last_seen_at > now() - make_interval(mins => t.session_idle_minutes)
      ORDER BY s.last_seen_at DESC, s.id LIMIT 100`,
  )
}

/** @throws DomainError not_found */
export function listSessionsOfUser(
  access: TenantAccess<'read:sessions'>,
  { userId, ...input }: Window & { userId: string },
): Promise<Omit<Windowed<SessionOfUser>, 'total'>> {
  const { tenantId } = access
  return read(access, (tx) =>
    readPage<SessionOfUser>(tx, input, {
      columns: sessionColumns,
      from: sql`${sessionTables} WHERE s.tenant_id = ${tenantId} AND s.user_id = ${userId} AND ${sessionLives}`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...byId(input, sql`s.id`),
      placeOf: ({ id }) => id,
    }),
  )
}
