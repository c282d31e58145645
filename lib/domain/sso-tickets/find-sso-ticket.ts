import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { brandDetailsOf } from '../branding/brand-details'
import { brandColumns, type OrganizationBrand } from '../branding/organization-brand'
import { sha256Hex } from '../crypto/digest'
import {
  asSelfServiceOffer,
  type SelfServiceOffer,
  type SelfServiceOfferRow,
} from '../self-service-profiles/self-service-profile'
import { type ConnectionConfig, storedConnectionConfig, type SsoTicketState } from './sso-ticket'

export interface FoundSsoTicket {
  id: string
  tenantId: string
  organizationId: string
  connectionId: string
  state: SsoTicketState
  expiresAt: Date
  /** Null for a connection that was there before. */
  config: ConnectionConfig | null
  /** Whether the connection exists, and its name. */
  connection: { displayName: string } | null
  /** Whether everyone who signs in will become a member. */
  assignMembershipOnLogin: boolean
  offer: SelfServiceOffer
  organization: OrganizationBrand
}

type Row = Omit<FoundSsoTicket, 'tenantId' | 'config' | 'connection' | 'offer' | 'organization'> &
  Omit<OrganizationBrand, 'brandDetails'> &
  SelfServiceOfferRow & {
    config: unknown
    brandDetails: unknown
    connectionName: string | null
  }

/** Null for an unknown one. */
export function findSsoTicket(tenantId: string, ticket: string): Promise<FoundSsoTicket | null> {
  const why = 'the holder of a self-service ticket has no account'
  return read(bypassRowSecurity(why, tenantId), (tx) => find(tx, tenantId, ticket))
}

async function find(tx: Tx, tenantId: string, ticket: string): Promise<FoundSsoTicket | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT t.id, t.organization_id AS "organizationId", t.connection_id AS "connectionId",
      t.expires_at AS "expiresAt", t.connection_config AS config, c.display_name AS "connectionName",
      p.user_attributes AS "userAttributes", p.allowed_strategies AS "allowedStrategies", p.introduction,
      coalesce(t.assign_membership_on_login, false) AS "assignMembershipOnLogin",
      CASE WHEN o.deleted_at IS NOT NULL OR o.suspended_at IS NOT NULL THEN 'unavailable'
        ELSE foyer.sso_ticket_state(t) END AS state, ${brandColumns}
    FROM sso_tickets t
    JOIN self_service_profiles p ON p.tenant_id = ${tenantId} AND p.id = t.profile_id
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = t.organization_id
    LEFT JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = t.connection_id
      AND c.organization_id = t.organization_id
    WHERE t.tenant_id = ${tenantId} AND t.ticket_hash = ${sha256Hex(ticket)}`
  return row ? foundIn(tenantId, row) : null
}

function foundIn(tenantId: string, row: Row): FoundSsoTicket {
  const { id, organizationId, connectionId, state, expiresAt, config, connectionName, ...others } = row
  const { assignMembershipOnLogin, userAttributes, allowedStrategies, introduction, brandDetails, ...brand } =
    others
  return {
    id,
    tenantId,
    organizationId,
    connectionId,
    state,
    expiresAt,
    config: storedConnectionConfig.parse(config),
    connection: connectionName === null ? null : { displayName: connectionName },
    assignMembershipOnLogin,
    offer: asSelfServiceOffer({ userAttributes, allowedStrategies, introduction }),
    organization: { ...brand, brandDetails: brandDetailsOf(brandDetails) },
  }
}
