import { type OrganizationAccess, personOf } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { listAssignableRoles } from '../roles/role-choices'
import {
  assertWithinLimit,
  AddressTaken,
  coolDown,
  exhaustedAddresses,
  type InvitationLimits,
  verdictRefusal,
  verdictsOn,
} from './invitation-checks'
import { createInvitations, invitationEmail, soleInvitation } from './invite'
import { type InviterSnapshot, nameAtSending, newInviterSnapshotOf } from './inviter-snapshot'
import {
  type LockedInvitation,
  lockForResend,
  notPending,
  type PendingRole,
  type SentInvitation,
} from './lock-invitation'
import { type Invitation, readInvitation } from './queries'
import { newTickets } from './tickets'

type Access = OrganizationAccess<'create:organization_invitations'>

interface Renewed {
  email: string
  version: number
  expiresAt: Date
}

/**
 * Sends a new version, whose link replaces the old one; the caller becomes the inviter.
 * @param how.isMailed null: as before
 * @throws DomainError not_found, gone, not_yours_to_give, conflict, too_many
 */
export async function resendInvitation(
  access: Access,
  invitationId: string,
  how: { isMailed: boolean | null } = { isMailed: true },
): Promise<Invitation> {
  return change(access, async (tx) => {
    const locked = await lockForResend(tx, access, invitationId)
    const { invitation: before } = locked
    const { id, state } = before
    const isMailed = how.isMailed ?? before.sendInvitationEmail
    if (state !== 'pending' && state !== 'expired') throw notPending(state)
    const roles = await rolesToResend(tx, access, locked)
    if (state === 'expired') return reissueInvitation(tx, access, { before, roles, isMailed })
    assertReachable(locked, { address: before.emailFolded, isMailed })
    if (isMailed) assertWithinLimit(access, locked, 1)
    const inviter = newInviterSnapshotOf(access, locked.inviter, before)
    const next = { id, version: before.version + 1, inviter, isMailed }
    const { email, version, expiresAt } = await renew(tx, access, next)
    return {
      result: await readInvitation(tx, access, id),
      events: [
        {
          type: 'invitation.resent',
          target: { kind: 'invitation', id, email },
          details: {
            before: { version: version - 1 },
            after: { version, expiresAt: expiresAt.toISOString() },
          },
        },
      ],
      mails: isMailed ? [invitationEmail(access, { id, email, version })] : [],
    }
  })
}

async function rolesToResend(
  tx: Tx,
  access: Access,
  { pendingRoles, invitation: { state, hasOfferedRoles } }: LockedInvitation,
): Promise<PendingRole[]> {
  const { roles } = await listAssignableRoles(tx, access)
  if (!pendingRoles.every((pending) => roles.some(({ id }) => id === pending.id))) {
    const instead = state === 'expired' ? 'Invite' : 'Revoke it and invite'
    throw new DomainError(
      'not_yours_to_give',
      `This invitation offers a role that you cannot assign. ${instead} the person again with other roles.`,
    )
  }
  if (pendingRoles.length === 0 && hasOfferedRoles) throw withoutRoles(state)
  return pendingRoles
}

function withoutRoles(state: string): DomainError {
  const instead =
    state === 'expired' ? 'Invite the person again with others.' : 'Choose others before you resend it.'
  return new DomainError('conflict', `The roles of this invitation are gone. ${instead}`)
}

function assertReachable(
  limits: InvitationLimits,
  { address, isMailed }: { address: string; isMailed: boolean },
): void {
  const verdicts = verdictsOn(limits, { addresses: [address], isMailed })
  if (verdicts.get(address) === 'member') throw new AddressTaken('member')
  if (isMailed && exhaustedAddresses(limits).has(address)) throw verdictRefusal('exhausted')
}

interface Renewal {
  id: string
  version: number
  inviter: InviterSnapshot
  isMailed: boolean
}

async function renew(
  tx: Tx,
  { tenantId, organizationId }: Access,
  { id, version, inviter, isMailed }: Renewal,
): Promise<Renewed> {
  const tickets = newTickets({ id, version }).map(({ purpose, ticketHash }) => ({ purpose, ticketHash }))
  const [renewed] = await tx.$queryRaw<Renewed[]>`
    WITH renewed AS (
      UPDATE invitations i
      SET version = ${version}::int, sent_at = now(), expires_at = now() + make_interval(secs => i.ttl_seconds),
        inviter_user_id = ${inviter.userId}, inviter_name = ${inviter.name},
        inviter_held = ${inviter.permissions}::text[], inviter_exempt = ${inviter.isTenantLevel},
        message = CASE WHEN i.inviter_user_id IS NOT DISTINCT FROM ${inviter.userId} THEN i.message END,
        send_invitation_email = i.send_invitation_email OR ${isMailed}
      WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.id = ${id}
        AND i.state = 'pending' AND i.version = ${version}::int - 1
        AND i.sent_at <= now() - make_interval(secs => ${coolDown()}::int)
      RETURNING i.email, i.version, i.expires_at
    ), issued AS (
      INSERT INTO invitation_tickets (tenant_id, ticket_hash, organization_id, invitation_id, version, purpose)
      SELECT ${tenantId}, t."ticketHash", ${organizationId}, ${id}, r.version, t.purpose
      FROM renewed r
      CROSS JOIN jsonb_to_recordset(${JSON.stringify(tickets)}::jsonb) AS t ("ticketHash" text, purpose text)
    )
    SELECT r.email, r.version, r.expires_at AS "expiresAt" FROM renewed r`
  if (renewed) return renewed
  throw new DomainError('too_many', 'This invitation was sent less than a minute ago. Wait a moment.', {
    retryAfter: coolDown(),
  })
}

/** The expired one stays closed. @throws DomainError not_yours_to_give, conflict, too_many */
async function reissueInvitation(
  tx: Tx,
  access: Access,
  { before, roles, isMailed }: { before: SentInvitation; roles: readonly PendingRole[]; isMailed: boolean },
): Promise<ChangeResult<Invitation>> {
  const { appMetadata, userMetadata, clientId, connectionId } = await readInvitation(tx, access, before.id)
  if (!access.isTenantLevel && Object.keys(appMetadata).length > 0)
    throw new DomainError(
      'conflict',
      'Only its sender can send this invitation again. Invite the person yourself.',
    )
  const { tenantId, organizationId } = access
  const { message, inviterUserId } = await tx.invitation.findUniqueOrThrow({
    where: { tenantId_organizationId_id: { tenantId, organizationId, id: before.id } },
    select: { message: true, inviterUserId: true },
  })
  const invitee = {
    address: { email: before.email, folded: before.emailFolded },
    roleIds: roles.map(({ id }) => id),
    appMetadata,
    userMetadata,
    onlyFills: before.metadataFills,
  }
  const options = {
    inviterName: nameAtSending(access, before),
    ttlSeconds: before.ttlSeconds,
    // The email quotes it under the inviter’s name.
    message: inviterUserId === personOf(access) ? (message ?? undefined) : undefined,
    isMailed,
    clientId: clientId ?? undefined,
    connectionId: connectionId ?? undefined,
  }
  const created = await createInvitations(tx, access, { invitees: [invitee], options }).catch(outdated)
  const result = soleInvitation(created)
  const [first, ...rest] = created.events
  return first ? { result, events: [first, ...rest], mails: created.mails } : unchanged(result)
}

/** Not `invalid`: the caller chose neither the application nor the connection. */
function outdated(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
  throw new DomainError(
    'conflict',
    'The application or the sign-in method of this invitation is no longer available. Invite the person again.',
  )
}
