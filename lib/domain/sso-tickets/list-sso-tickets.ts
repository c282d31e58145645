import type { OrganizationAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { bySort, readPage } from '../read-page'
import { byTime } from '../order'
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
