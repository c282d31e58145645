import type { OrganizationActor } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import type { TicketPurpose } from '@/lib/domain/crypto/derive'
import { notFound } from '@/lib/errors'
import { reauthorize, type CurrentCaller } from '../reauthorize'
import { invitationLink } from './link-of'
import type { InvitationState } from './list-invitations'
import { findTicket } from './ticket-for'

/** An invitation with all that whoever sends and keeps it may see. */
export interface Invitation {
  id: string
  organizationId: string
  email: string
  /** As a person sees it: what is overdue is expired, whether or not anybody closed it. */
  state: InvitationState
  inviterName: string
  clientId: string | null
  connectionId: string | null
  appMetadata: Record<string, unknown>
  userMetadata: Record<string, unknown>
  /** Of an open one today’s, of any other as it was sent. */
  roles: { id: string; name: string }[]
  createdAt: Date
  expiresAt: Date
  /** Null where the secret has changed twice since it was sent. */
  link: { url: string; ticket: string } | null
}

/** The state of `invitations i` as a person sees it. */
export const seenState = sql`CASE WHEN i.state = 'pending' AND i.expires_at <= now() THEN 'expired' ELSE i.state END`

/** Columns of an invitation and its link, of `invitationTables`. @param purpose of the ticket in the link */
export function invitationColumns(purpose: Sql): Sql {
  return sql`i.id, i.organization_id AS "organizationId", i.email, ${seenState} AS state,
    i.inviter_name AS "inviterName", i.client_id AS "clientId", i.connection_id AS "connectionId",
    i.app_metadata AS "appMetadata", i.user_metadata AS "userMetadata", i.created_at AS "createdAt",
    i.expires_at AS "expiresAt", i.version, o.slug, c.initiate_login_uri AS "initiateLoginUri", t.url,
    t.default_redirection_uri AS "defaultRedirectionUri",
    CASE WHEN i.state = 'pending' THEN present.roles ELSE offered.roles END AS roles,
    (SELECT k.ticket_hash FROM invitation_tickets k
      WHERE k.tenant_id = i.tenant_id AND k.organization_id = i.organization_id AND k.invitation_id = i.id
        AND k.version = i.version AND k.purpose = ${purpose}) AS "ticketHash"`
}

export const invitationTables: Sql = sql`invitations i
  JOIN organizations o ON o.tenant_id = i.tenant_id AND o.id = i.organization_id
  JOIN tenants t ON t.id = i.tenant_id
  LEFT JOIN clients c ON c.tenant_id = i.tenant_id AND c.id = i.client_id
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name)
      ORDER BY r.is_owner DESC, r.created_at, r.name), '[]') AS roles
    FROM invitation_roles ir JOIN roles r ON r.tenant_id = ir.tenant_id AND r.id = ir.role_id
    WHERE ir.tenant_id = i.tenant_id AND ir.organization_id = i.organization_id AND ir.invitation_id = i.id
  ) present
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name)), '[]') AS roles
    FROM unnest(i.offered_role_ids, i.offered_roles) AS f (id, name)
  ) offered`

/** The condition on `invitations i` that they are the organization’s. */
export function ofOrganization({ tenantId, organizationId }: OrganizationActor): Sql {
  return sql`i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId}`
}

export type InvitationRow = Row & { purpose: TicketPurpose }

export function asInvitation({ purpose, ...row }: InvitationRow): Invitation {
  return shaped(row, purpose)
}

/**
 * An invitation of the organization, with its link: for a tenant’s own sender the one that proves the address, since
 * they send it themselves; for anybody else the one of Copy link.
 * @throws DomainError not_found
 */
export async function onlyInvitation(tx: Tx, access: OrganizationActor, id: string): Promise<Invitation> {
  const purpose = purposeFor(access, access.isTenantLevel ? await reauthorize(tx, access) : null)
  const [found] = await tx.$queryRaw<Row[]>(sql`
    SELECT ${invitationColumns(sql`${purpose}`)} FROM ${invitationTables}
    WHERE ${ofOrganization(access)} AND i.id = ${id}`)
  if (!found) throw notFound()
  return shaped(found, purpose)
}

/** What a link is made of, beside the ticket. */
export interface LinkSource {
  slug: string
  url: string
  defaultRedirectionUri: string | null
  initiateLoginUri: string | null
}

interface Row extends Omit<Invitation, 'link'>, LinkSource {
  version: number
  ticketHash: string | null
}

/** Reading alone makes nobody the owner of another’s address. */
export function purposeFor(access: OrganizationActor, caller: CurrentCaller | null): TicketPurpose {
  return access.isTenantLevel && caller?.permissions.has('create:organization_invitations')
    ? 'mailed'
    : 'shown'
}

function shaped({ version, ticketHash, ...row }: Row, purpose: TicketPurpose): Invitation {
  const tickets = ticketHash === null ? [] : [{ version, purpose, ticketHash }]
  return withLink(row, findTicket({ id: row.id, version, tickets }, purpose))
}

/** @param ticket null where there is none: then there is no link */
export function withLink(row: Omit<Invitation, 'link'> & LinkSource, ticket: string | null): Invitation {
  const { slug, url, defaultRedirectionUri, initiateLoginUri, ...invitation } = row
  if (ticket === null) return { ...invitation, link: null }
  const { organizationId, clientId } = invitation
  const link = invitationLink({
    ticket,
    organization: { id: organizationId, slug },
    tenant: { url, defaultRedirectionUri: clientId === null ? null : defaultRedirectionUri },
    client: { initiateLoginUri },
  })
  return { ...invitation, link: { url: link, ticket } }
}
