import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import type { EmailAddress } from '@/lib/domain/text/email-address'
import { newId } from '@/lib/ids'
import { reauthorize } from '../reauthorize'
import { newTickets } from './tickets'
import { isOwnConnection, purposeFor, withLink, type Invitation, type LinkSource } from './queries'
import type { CheckedOptions } from './invitation-checks'
import type { AssignableRole } from '../roles/role-choices'
import type { InviterSnapshot } from './inviter-snapshot'

export interface Invitee {
  address: EmailAddress
  /** The name that the inviter entered. */
  name?: string | undefined
  roleIds: readonly string[]
  appMetadata?: Record<string, unknown> | undefined
  userMetadata?: Record<string, unknown> | undefined
  /** Only adds keys to the user’s metadata, even for a tenant-level caller. */
  onlyAddsMetadata?: boolean
}

export interface ReadyInvitee extends Invitee {
  roles: AssignableRole[]
}

interface NewInvitations {
  ready: readonly ReadyInvitee[]
  options: CheckedOptions
  inviter: InviterSnapshot
}

/** One statement for any number. @returns by folded address; without those that have a pending invitation */
export async function insertInvitations(
  tx: Tx,
  access: OrganizationActor,
  { ready, options, inviter }: NewInvitations,
): Promise<Map<string, Invitation>> {
  if (ready.length === 0) return new Map()
  const purpose = purposeFor(access, await reauthorize(tx, access))
  const rows = ready.map((invitee) => rowOf(invitee, inviter))
  const inserted = await insert(tx, access, { rows, options, inviter })
  const found = new Map(inserted.map((row) => [row.id, row]))
  return new Map(
    rows.flatMap(({ id, folded, roles, tickets }) => {
      const row = found.get(id)
      if (!row) return []
      const ticket = tickets.find((one) => one.purpose === purpose)?.ticket ?? null
      const invitation = { ...row, roles: roles.map((role) => ({ id: role.id, name: role.name })) }
      return [[folded, withLink(invitation, ticket)]]
    }),
  )
}

type Row = ReturnType<typeof rowOf>

function rowOf(
  { address, name, roles, appMetadata = {}, userMetadata = {}, onlyAddsMetadata = false }: ReadyInvitee,
  { isTenantLevel }: InviterSnapshot,
) {
  const id = newId('invitation')
  return {
    id,
    ...address,
    inviteeName: name ?? null,
    roles: roles.map(({ id, name, usableIn }) => ({ id, name, usableIn })),
    tickets: newTickets({ id, version: 1 }),
    appMetadata,
    userMetadata,
    metadataFills: onlyAddsMetadata || !isTenantLevel,
  }
}

/** Tickets are never sent to the database, only their hashes. */
function storable({ tickets, ...row }: Row): object {
  return { ...row, tickets: tickets.map(({ purpose, ticketHash }) => ({ purpose, ticketHash })) }
}

function insert(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  { rows, options, inviter }: Omit<NewInvitations, 'ready'> & { rows: readonly Row[] },
): Promise<(Omit<Invitation, 'roles' | 'link'> & LinkSource)[]> {
  return tx.$queryRaw`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows.map(storable))}::jsonb)
        AS g (id text, email text, folded text, "inviteeName" text, roles jsonb, tickets jsonb, "appMetadata" jsonb, "userMetadata" jsonb,
          "metadataFills" boolean)
    ), made AS (
      INSERT INTO invitations (tenant_id, organization_id, id, email, email_folded, invitee_name,
        inviter_user_id, inviter_name, inviter_held, inviter_exempt, offered_roles, offered_role_ids, client_id, connection_id, app_metadata,
        user_metadata, metadata_fills, send_invitation_email, message, ttl_seconds, expires_at)
      SELECT ${tenantId}, ${organizationId}, g.id, g.email, g.folded, g."inviteeName",
        ${inviter.userId}, ${inviter.name}, ${inviter.permissions}::text[], ${inviter.isTenantLevel}::boolean,
        ARRAY(SELECT r->>'name' FROM jsonb_array_elements(g.roles) WITH ORDINALITY AS o (r, place) ORDER BY place),
        ARRAY(SELECT r->>'id' FROM jsonb_array_elements(g.roles) WITH ORDINALITY AS o (r, place) ORDER BY place),
        ${options.clientId}, ${options.connectionId}, g."appMetadata", g."userMetadata", g."metadataFills",
        ${options.isMailed}::boolean, ${options.message}, ${options.ttlSeconds}::int, now() + make_interval(secs => ${options.ttlSeconds}::int)
      FROM given g
      ON CONFLICT (tenant_id, organization_id, email_folded) WHERE state = 'pending' DO NOTHING
      RETURNING *
    ), pending_roles AS (
      INSERT INTO invitation_roles (tenant_id, organization_id, invitation_id, role_id, usable_in)
      SELECT i.tenant_id, i.organization_id, i.id, r.id, r."usableIn"
      FROM made i JOIN given g ON g.id = i.id
      CROSS JOIN LATERAL jsonb_to_recordset(g.roles) AS r (id text, "usableIn" text)
    ), tickets AS (
      INSERT INTO invitation_tickets (tenant_id, ticket_hash, organization_id, invitation_id, version, purpose)
      SELECT i.tenant_id, t."ticketHash", i.organization_id, i.id, i.version, t.purpose
      FROM made i JOIN given g ON g.id = i.id
      CROSS JOIN LATERAL jsonb_to_recordset(g.tickets) AS t ("ticketHash" text, purpose text)
    )
    SELECT i.id, i.organization_id AS "organizationId", i.email, i.state, i.inviter_name AS "inviterName",
      i.client_id AS "clientId", i.connection_id AS "connectionId", ${isOwnConnection}, i.app_metadata AS "appMetadata",
      i.user_metadata AS "userMetadata", i.created_at AS "createdAt", i.expires_at AS "expiresAt",
      o.slug, c.initiate_login_uri AS "initiateLoginUri", t.url, t.default_redirection_uri AS "defaultRedirectionUri"
    FROM made i
    JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = i.organization_id
    JOIN tenants t ON t.id = ${tenantId}
    LEFT JOIN clients c ON c.tenant_id = ${tenantId} AND c.id = i.client_id`
}
