import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { callerOf } from '@/lib/db/request-context'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import type { TicketPurpose } from '@/lib/domain/crypto/derive'
import { DomainError, notFound } from '@/lib/errors'
import type { CurrentCaller } from '../reauthorize'
import { findTicket, invitationLink, ticketFor } from './tickets'

export const invitationStates = ['pending', 'expired', 'accepted', 'declined', 'revoked'] as const
export type InvitationState = (typeof invitationStates)[number]

export interface InvitationRole {
  id: string
  name: string
  /** Assignable, or the organization’s own. */
  isGivable?: boolean
}

export interface Invitation {
  id: string
  organizationId: string
  email: string
  /** `expired` once overdue, even if not closed yet. */
  state: InvitationState
  inviterName: string
  clientId: string | null
  connectionId: string | null
  /** Whether that is the organization’s own. */
  isOwnConnection: boolean
  appMetadata: Record<string, unknown>
  userMetadata: Record<string, unknown>
  /** Current roles if pending, otherwise as sent. */
  roles: InvitationRole[]
  createdAt: Date
  expiresAt: Date
  /** Null if the secret has changed twice since it was sent. */
  link: { url: string; ticket: string } | null
}

/** `expired` once overdue, even if not closed yet. */
export const currentState = sql`CASE WHEN i.state = 'pending' AND i.expires_at <= now() THEN 'expired' ELSE i.state END`

/** Of `invitations i`, named `isOwnConnection`. */
export const isOwnConnection: Sql = sql`EXISTS (
  SELECT FROM connections k
  WHERE k.tenant_id = i.tenant_id AND k.id = i.connection_id AND k.organization_id = i.organization_id) AS "isOwnConnection"`

/** Requires `invitationTables`. @param purpose of the ticket in the link */
function invitationColumns(purpose: Sql): Sql {
  return sql`i.id, i.organization_id AS "organizationId", i.email, ${currentState} AS state,
    i.inviter_name AS "inviterName", i.client_id AS "clientId", i.connection_id AS "connectionId", ${isOwnConnection},
    i.app_metadata AS "appMetadata", i.user_metadata AS "userMetadata", i.created_at AS "createdAt",
    i.expires_at AS "expiresAt", i.version, o.slug, c.initiate_login_uri AS "initiateLoginUri", t.url,
    t.default_redirection_uri AS "defaultRedirectionUri",
    ${currentRoles} AS roles,
    (SELECT k.ticket_hash FROM invitation_tickets k
      WHERE k.tenant_id = i.tenant_id AND k.organization_id = i.organization_id AND k.invitation_id = i.id
        AND k.version = i.version AND k.purpose = ${purpose}) AS "ticketHash"`
}

/** `pending.roles`: those that still exist; `sent.roles`: as sent. */
export const roleTables: Sql = sql`CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
      'id', r.id, 'name', r.name, 'isGivable', r.assignable OR r.usable_in = i.organization_id
    ) ORDER BY r.is_owner DESC, r.created_at, r.name), '[]') AS roles
    FROM invitation_roles ir JOIN roles r ON r.tenant_id = ir.tenant_id AND r.id = ir.role_id
    WHERE ir.tenant_id = i.tenant_id AND ir.organization_id = i.organization_id AND ir.invitation_id = i.id
  ) pending
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name)), '[]') AS roles
    FROM unnest(i.offered_role_ids, i.offered_roles) AS f (id, name)
  ) sent`

export const currentRoles = sql`CASE WHEN i.state = 'pending' THEN pending.roles ELSE sent.roles END`

const invitationTables: Sql = sql`invitations i
  JOIN organizations o ON o.tenant_id = i.tenant_id AND o.id = i.organization_id
  JOIN tenants t ON t.id = i.tenant_id
  LEFT JOIN clients c ON c.tenant_id = i.tenant_id AND c.id = i.client_id
  ${roleTables}`

/**
 * Whether the inviter of `i` is still a member, or is an application or at tenant level. foyer.erase_user() gives a closed
 * invitation of a deleted user, who has no id either, this name.
 */
export const isInviterThere: Sql = sql`(i.inviter_exempt
  OR i.inviter_user_id IS NULL AND i.inviter_name <> 'A deleted user' OR EXISTS (
  SELECT FROM members m
  WHERE m.tenant_id = i.tenant_id AND m.organization_id = i.organization_id AND m.user_id = i.inviter_user_id))`

/** Whether another invitation was sent to the address of `i` later. */
export const hasNewer: Sql = sql`EXISTS (
  SELECT FROM invitations newer
  WHERE newer.tenant_id = i.tenant_id AND newer.organization_id = i.organization_id
    AND newer.email_folded = i.email_folded AND (newer.created_at, newer.id) > (i.created_at, i.id))`

export function ofOrganization({ tenantId, organizationId }: OrganizationActor): Sql {
  return sql`i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId}`
}

export interface InvitationRow extends Omit<Invitation, 'link'>, LinkSource {
  version: number
  ticketHash: string | null
  purpose: TicketPurpose
}

export function asInvitation({ purpose, version, ticketHash, ...row }: InvitationRow): Invitation {
  const tickets = ticketHash === null ? [] : [{ version, purpose, ticketHash }]
  return withLink(row, findTicket({ id: row.id, version, tickets }, purpose))
}

export interface LinkSource {
  slug: string
  url: string
  defaultRedirectionUri: string | null
  initiateLoginUri: string | null
}

/** A caller who can only read must not get the ticket that verifies an address. */
export function purposeFor(access: OrganizationActor, caller: CurrentCaller): TicketPurpose {
  return access.isTenantLevel && caller.permissions.has('create:organization_invitations')
    ? 'mailed'
    : 'shown'
}

/** @param ticket null: no link */
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

/** In the same statement as the caller’s permissions, because the link depends on them. */
export function invitationsFor(access: OrganizationActor): { columns: Sql; tables: Sql } {
  const { tables, purpose } = viewer(access)
  return {
    columns: sql`${invitationColumns(purpose)}, ${purpose} AS purpose`,
    tables: sql`${invitationTables} ${tables}`,
  }
}

/** @throws DomainError not_found */
export async function readInvitation(tx: Tx, access: OrganizationActor, id: string): Promise<Invitation> {
  const { columns, tables } = invitationsFor(access)
  const [row] = await tx.$queryRaw<InvitationRow[]>(sql`
    SELECT ${columns} FROM ${tables} WHERE ${ofOrganization(access)} AND i.id = ${id}`)
  if (!row) throw notFound()
  return asInvitation(row)
}

/** purposeFor(), in SQL. */
function viewer({ isTenantLevel, organizationId, caller: by }: OrganizationActor): {
  tables: Sql
  purpose: Sql
} {
  if (!isTenantLevel) return { tables: sql``, purpose: sql`'shown'` }
  const { user, caller } = callerOf(by)
  return {
    tables: sql`CROSS JOIN foyer.authorize_caller(
      NULL, ${organizationId}, ${user}, ${JSON.stringify(caller)}::jsonb) viewer`,
    purpose: sql`CASE WHEN 'create:organization_invitations' = ANY (viewer.permissions) THEN 'mailed' ELSE 'shown' END`,
  }
}

/** @throws DomainError not_found, also in any other state */
export function getInvitation(
  access: OrganizationAccess<'read:organization_invitations'>,
  { id, states }: { id: string; states: readonly InvitationState[] },
): Promise<Invitation> {
  return read(access, async (tx) => {
    const invitation = await readInvitation(tx, access, id)
    if (!states.includes(invitation.state)) throw notFound()
    return invitation
  })
}

/** With the shown ticket, which does not verify the address. @throws DomainError not_found, gone */
export async function getInvitationLink(
  access: OrganizationAccess<'create:organization_invitations'>,
  invitationId: string,
): Promise<string> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
    const [found] = await tx.$queryRaw<{ version: number; state: InvitationState }[]>(sql`
      SELECT i.version, ${currentState} AS state FROM invitations i
      WHERE ${ofOrganization(access)} AND i.id = ${invitationId}`)
    if (!found) throw notFound()
    if (found.state !== 'pending')
      throw new DomainError('gone', 'This invitation is no longer pending, so it has no link.')
    const tickets = await tx.invitationTicket.findMany({ where: { tenantId, organizationId, invitationId } })
    return `${tenant.url}/invitations/${ticketFor({ id: invitationId, version: found.version, tickets }, 'shown')}`
  })
}
