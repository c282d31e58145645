import { personOf, type TenantAccess } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { change } from '@/lib/db/transaction'
import { DomainError, invalid } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { connectionDisplayName, connectionName } from '../connections/connection-fields'
import { connectionNameTaken } from '../connections/insert-connection'
import { sha256Hex } from '../crypto/digest'
import { readSelfServiceProfile } from '../self-service-profiles/queries'
import { parseInput } from '../text/parse-input'
import { type ConnectionConfig, newSsoTicketOf, targetOf } from './sso-ticket'

export interface NewSsoTicket {
  profileId: string
  organizationId: string
  /** One that is still to be created, by default named as its id with a hyphen; or the id of one that the organization owns and did not detach. */
  connection:
    | string
    | {
        name?: string | undefined
        displayName?: string | undefined
        metadata?: Record<string, string> | undefined
      }
  /** Undefined: of a new one, it is shown and makes no members; one that exists stays as it is. */
  showAsButton?: boolean | undefined
  assignMembershipOnLogin?: boolean | undefined
  seconds: number
  /** The address that the link is also sent to. */
  email?: string | undefined
}

const emailsPerHour = 20

/**
 * The secret of the link. Its holder connects the provider; how the organization uses it is decided here.
 * @throws DomainError not_found for the profile; invalid, at the field; conflict at `name`; too_many emails
 */
export function createSsoTicket(
  access: TenantAccess<'create:sso_access_tickets'>,
  input: NewSsoTicket,
): Promise<string> {
  const { tenantId } = access
  const { profileId, organizationId, showAsButton, assignMembershipOnLogin, seconds } = input
  const id = newId('ssoTicket')
  const ticket = newSsoTicketOf(id)
  const makers = makersOf(access)
  return change(access, async (tx) => {
    await readSelfServiceProfile(tx, tenantId, profileId)
    await assertOrganization(tx, tenantId, organizationId)
    await assertMayEmail(tx, tenantId, input)
    const { connectionId, config } = await connectionOf(tx, tenantId, input)
    const flags = {
      showAsButton: showAsButton ?? null,
      assignMembershipOnLogin: assignMembershipOnLogin ?? null,
    }
    await tx.$executeRaw`
      INSERT INTO sso_tickets (id, organization_id, profile_id, ticket_hash, connection_id, connection_config,
        show_as_button, assign_membership_on_login, maker_user_id, maker_client_id, expires_at, connected_at)
      VALUES (${id}, ${organizationId}, ${profileId}, ${sha256Hex(ticket)}, ${connectionId},
        ${config && JSON.stringify(config)}::jsonb, ${flags.showAsButton}::boolean,
        ${flags.assignMembershipOnLogin}::boolean, ${makers.userId}, ${makers.clientId}, now() + ${seconds}::int * interval '1 second',
        CASE WHEN ${config === null}::boolean THEN now() END)`
    const details = { profileId, connectionId, seconds, ...flags }
    return {
      result: ticket,
      events: [{ type: 'sso_ticket.created', organizationId, target: targetOf(id), details }],
      mails: emailsOf(id, input),
    }
  })
}

function makersOf(access: TenantAccess): { userId: string | null; clientId: string | null } {
  const { caller } = access
  return { userId: personOf(access), clientId: 'clientId' in caller ? caller.clientId : null }
}

function emailsOf(id: string, { email: to, organizationId }: NewSsoTicket): OutgoingEmail[] {
  if (to === undefined) return []
  return [{ template: 'sso_ticket', ssoTicketId: id, to, organizationId, mostPerHour: emailsPerHour }]
}

async function assertOrganization(tx: Tx, tenantId: string, id: string): Promise<void> {
  const found = await tx.organization.findFirst({
    where: { tenantId, id, deletedAt: null },
    select: { suspendedAt: true },
  })
  if (!found) throw invalid('enabled_organizations', 'There is no such organization.')
  if (found.suspendedAt)
    throw invalid('enabled_organizations', 'The organization is suspended. Resume it first.')
}

/** As foyer.write_events_and_mails counts, which would leave the email out without a word. */
async function assertMayEmail(
  tx: Tx,
  tenantId: string,
  { email, organizationId }: NewSsoTicket,
): Promise<void> {
  if (email === undefined) return
  const [row] = await tx.$queryRaw<[{ isTooMany: boolean }]>`
    SELECT count(*) >= ${emailsPerHour}::int AS "isTooMany" FROM mails
    WHERE tenant_id = ${tenantId} AND recipient_folded = lower(${email}) AND template = 'sso_ticket'
      AND organization_id = ${organizationId} AND created_at > now() - interval '1 hour' AND state <> 'failed'`
  if (row.isTooMany)
    throw new DomainError(
      'too_many',
      `This address was sent ${String(emailsPerHour)} links of the organization within the last hour. Copy the link instead, or wait.`,
    )
}

async function connectionOf(
  tx: Tx,
  tenantId: string,
  { connection: given, ...ticket }: NewSsoTicket,
): Promise<{ connectionId: string; config: ConnectionConfig | null }> {
  if (typeof given === 'string') {
    await assertOwned(tx, tenantId, { ...ticket, connectionId: given })
    return { connectionId: given, config: null }
  }
  const { metadata = {} } = given
  const connectionId = newId('connection')
  const name = parseInput(connectionName, given.name ?? connectionId.replace('_', '-'), 'name')
  const displayName =
    given.displayName === undefined
      ? null
      : parseInput(connectionDisplayName, given.displayName, 'display_name')
  if ((await tx.connection.count({ where: { tenantId, name } })) > 0) throw connectionNameTaken()
  return { connectionId, config: { name, displayName, metadata } }
}

async function assertOwned(
  tx: Tx,
  tenantId: string,
  { connectionId, organizationId, ...flags }: Omit<NewSsoTicket, 'connection'> & { connectionId: string },
): Promise<void> {
  const found = await tx.connection.findFirst({
    where: { tenantId, id: connectionId, organizationId, detachedAt: null },
    select: { enabled: { where: { tenantId, organizationId, isEnabled: true } } },
  })
  if (!found) throw invalid('connection_id', 'The organization owns no such connection.')
  const isDecided = flags.showAsButton !== undefined || flags.assignMembershipOnLogin !== undefined
  if (isDecided && found.enabled.length > 0)
    throw invalid(
      'enabled_organizations',
      'The connection is enabled in the organization already, so it keeps its settings there. Leave them out here.',
    )
}
