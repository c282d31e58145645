import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, signInAgain } from '@/lib/errors'
import type { JoinableOrganization } from '../branding/brand-details'

export interface AllowedConnection {
  id: string
  strategy: string
  displayName: string
}

/** An invitation or a join link. */
interface JoinableBy {
  tenantId: string
  organization: { id: string }
  /** An invitation can require one of the organization’s connections. */
  invitation?: { connectionId: string | null; emailFolded: string }
}

/** What the organization requires of the address replaces what the invitation does. */
export function listAllowedConnections(
  tx: Tx,
  found: JoinableBy,
  emailFolded = found.invitation?.emailFolded ?? null,
): Promise<AllowedConnection[]> {
  const { tenantId, organization } = found
  const invited = found.invitation?.connectionId ?? null
  return tx.$queryRaw<AllowedConnection[]>`
    SELECT c.id, c.strategy, c.display_name AS "displayName"
    FROM (SELECT foyer.connection_required_to_join(${organization.id}, ${emailFolded}) AS id) required
    CROSS JOIN enabled_connections e
    JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = e.connection_id
    WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organization.id} AND e.is_enabled
      AND c.id = coalesce(required.id, ${invited}, c.id)
    ORDER BY c.created_at, c.name`
}

/** @throws DomainError conflict */
export async function getAllowedConnection(
  tx: Tx,
  found: JoinableBy,
  { strategy, emailFolded }: { strategy: 'password' | 'email'; emailFolded?: string },
): Promise<AllowedConnection> {
  const allowed = await listAllowedConnections(tx, found, emailFolded)
  const connection = allowed.find((one) => one.strategy === strategy)
  if (connection) return connection
  throw new DomainError(
    'conflict',
    'This sign-in method is not available here. Reload the page to see which ones are.',
  )
}

/** Whether this session could enter once the user is a member. @throws DomainError sign_in_again */
export async function assertMayEnter(tx: Tx, access: SelfAccess, found: JoinableBy): Promise<void> {
  const { tenantId, userId, sessionId } = access
  const [session] = await tx.$queryRaw<{ connectionId: string; emailFolded: string }[]>`
    SELECT se.connection_id AS "connectionId", u.email_folded AS "emailFolded"
    FROM foyer.session_status(NULL, ${userId}, ${sessionId}) st
    JOIN sessions se ON se.tenant_id = ${tenantId} AND se.id = ${sessionId}
    JOIN users u ON u.tenant_id = ${tenantId} AND u.id = ${userId}
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = ${found.organization.id}
      AND (o.sessions_from IS NULL OR se.created_at >= o.sessions_from)
    WHERE st.refusal IS NULL`
  if (!session) throw signInAgain()
  const allowed = await listAllowedConnections(tx, found, session.emailFolded)
  if (!allowed.some(({ id }) => id === session.connectionId)) throw signInAgain()
}

export interface Viewer {
  user: { id: string; email: string }
  connectionId: string
  authTime: Date
}

/** Whether the organization would accept the session of a member. */
export function mayEnter(
  { connectionId, authTime }: Viewer,
  { sessionsFrom }: Pick<JoinableOrganization, 'sessionsFrom'>,
  connections: readonly AllowedConnection[],
): boolean {
  return (
    connections.some(({ id }) => id === connectionId) && (sessionsFrom === null || authTime >= sessionsFrom)
  )
}
