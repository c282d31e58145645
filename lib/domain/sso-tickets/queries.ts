import type { OrganizationAccess, TicketAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { assertOfTicket } from '../connections/lock-connection'
import { type Connection, readConnection } from '../connections/read-connection'
import { byTime } from '../order'
import { bySort, readPage } from '../read-page'
import type { OffsetWindow, Windowed } from '../window'
import type { SsoTicketState } from './sso-ticket'

export interface ListedSsoTicket {
  id: string
  profileId: string
  profileName: string
  /** Of the connection, or what is proposed for one that is still to be created. */
  connectionName: string | null
  /** Of the user or application who made it; null if that one was deleted, or is not known. */
  makerName: string | null
  hasMaker: boolean
  state: SsoTicketState
  createdAt: Date
  expiresAt: Date
  /** When its holder added the provider; null if it was there before. */
  addedAt: Date | null
  finishedAt: Date | null
}

/** The organization’s, the newest first, also those that ended in the last weeks. For operators. @throws DomainError not_found */
export function listSsoTickets(
  access: OrganizationAccess<'read:self_service_profiles'>,
  window: OffsetWindow,
): Promise<Windowed<ListedSsoTicket>> {
  const { tenantId, organizationId, isTenantLevel } = access
  if (!isTenantLevel) throw notFound()
  const from = sql`sso_tickets t WHERE t.tenant_id = ${tenantId} AND t.organization_id = ${organizationId}`
  return read(access, (tx) =>
    readPage<ListedSsoTicket>(tx, window, {
      columns: sql`t.id, t.profile_id AS "profileId", t.created_at AS "createdAt", t.expires_at AS "expiresAt",
        CASE WHEN t.connection_config IS NOT NULL THEN t.connected_at END AS "addedAt", t.finished_at AS "finishedAt", CASE WHEN EXISTS (
          SELECT FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.id = t.organization_id AND o.suspended_at IS NOT NULL)
          THEN 'unavailable' ELSE foyer.sso_ticket_state(t) END AS state, (
          SELECT p.name FROM self_service_profiles p WHERE p.tenant_id = ${tenantId} AND p.id = t.profile_id) AS "profileName",
        coalesce(
          (SELECT c.display_name FROM connections c WHERE c.tenant_id = ${tenantId} AND c.id = t.connection_id),
          t.connection_config->>'displayName') AS "connectionName", coalesce(t.maker_user_id, t.maker_client_id) IS NOT NULL AS "hasMaker",
        coalesce(
          (SELECT u.name FROM users u WHERE u.tenant_id = ${tenantId} AND u.id = t.maker_user_id),
          (SELECT a.name FROM clients a WHERE a.tenant_id = ${tenantId} AND a.id = t.maker_client_id)) AS "makerName"`,
      from,
      ...bySort(window, byTime({ key: sql`t.created_at`, id: sql`t.id`, isDown: true })),
      placeOf: ({ id }) => id,
    }),
  )
}

export interface SsoTicketChoices {
  profiles: { id: string; name: string }[]
  /** Those that the organization owns and did not detach. */
  connections: { id: string; displayName: string; isEnabled: boolean }[]
}

/** What a ticket for the organization can be made of. For operators. @throws DomainError not_found */
export function getSsoTicketChoices(
  access: OrganizationAccess<'read:self_service_profiles' | 'read:organization_connections'>,
): Promise<SsoTicketChoices> {
  const { tenantId, organizationId, isTenantLevel } = access
  if (!isTenantLevel) throw notFound()
  return read(access, async (tx) => {
    const profiles = await tx.selfServiceProfile.findMany({
      where: { tenantId },
      select: { id: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    })
    const connections = await tx.$queryRaw<SsoTicketChoices['connections']>`
      SELECT c.id, c.display_name AS "displayName", EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.connection_id = c.id
          AND e.is_enabled) AS "isEnabled"
      FROM connections c
      WHERE c.tenant_id = ${tenantId} AND c.organization_id = ${organizationId} AND c.detached_at IS NULL
      ORDER BY c.display_name, c.id`
    return { profiles, connections }
  })
}

export interface TicketConnection extends Connection {
  isEnabled: boolean
}

/**
 * The connection of the ticket. @throws DomainError not_found before it was created, for another one, once it was detached, and
 * once the ticket has ended
 */
export async function getTicketConnection(
  access: TicketAccess,
  connectionId: string,
): Promise<TicketConnection> {
  const { tenantId, organizationId } = access
  assertOfTicket(access, connectionId)
  return read(access, async (tx) => {
    const connection = await readConnection(tx, tenantId, connectionId)
    const [owned] = await tx.$queryRaw<{ isEnabled: boolean }[]>`
      SELECT EXISTS (
        SELECT FROM enabled_connections e
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = ${organizationId} AND e.connection_id = c.id
          AND e.is_enabled) AS "isEnabled"
      FROM connections c
      WHERE c.tenant_id = ${tenantId} AND c.id = ${connectionId} AND c.organization_id = ${organizationId}
        AND c.detached_at IS NULL`
    if (!owned) throw notFound()
    return { ...connection, isEnabled: owned.isEnabled }
  })
}
