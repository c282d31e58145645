import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change, type ChangeResult, withEvents } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { assertCanSendEmail } from '../email-sender/email-sender'
import { allowsAddress } from '../policies/queries'
import { type AssignableRole, listAssignableRoles } from '../roles/role-choices'
import {
  AddressTaken,
  assertWithinLimit,
  secondsBetweenEmails,
  exhaustedAddresses,
  verdictRefusal,
  verdictsOn,
} from './invitation-checks'
import { invitationEmail } from './invite'
import { newInviterSnapshotOf } from './inviter-snapshot'
import { lockForResend, type LockedForResend, notPending, type SentInvitation } from './lock-invitation'
import { newTickets } from './tickets'

type Access = OrganizationAccess<'create:organization_invitations'>

export interface ResendResult {
  /** Addresses. */
  sent: string[]
  /** Why each of the others was not sent again, by address. */
  refused: Record<string, string>
}

/**
 * As resendInvitation(), but only pending ones: an expired one becomes a new invitation, and is resent on its own.
 * @throws DomainError not_found, also if one is unknown; too_many; no_email_sender
 */
export async function resendInvitations(access: Access, ids: readonly string[]): Promise<ResendResult> {
  await assertCanSendEmail(access.tenantId)
  return change(access, (tx) => resend(tx, access, ids))
}

async function resend(tx: Tx, access: Access, ids: readonly string[]): Promise<ChangeResult<ResendResult>> {
  const locked = await lockForResend(tx, access, ids)
  if (locked.invitations.length < new Set(ids).size) throw notFound()
  const { roles } = await listAssignableRoles(tx, access)
  const checked = locked.invitations.map((one) => ({
    invitation: one.invitation,
    refusal:
      stateRefusal(one.invitation) ??
      roleRefusal(one, roles) ??
      addressRefusal(locked, one.invitation, { isMailed: true }),
  }))
  const ready = checked.flatMap(({ invitation, refusal }) => (refusal ? [] : [invitation]))
  assertWithinLimit(access, locked, ready.length)
  const renewed = await renewInvitations(tx, access, { locked, invitations: ready, isMailed: true })
  const sent = new Set(renewed.map(({ id }) => id))
  const refused = checked
    .filter(({ invitation }) => !sent.has(invitation.id))
    .map(({ invitation, refusal }) => [invitation.email, (refusal ?? sentTooRecently()).message])
  const result = {
    sent: renewed.map(({ email }) => email),
    refused: Object.fromEntries(refused) as Record<string, string>,
  }
  const mails = renewed.map((invitation) => invitationEmail(access, invitation))
  return withEvents(result, renewed.map(resentEvent), mails)
}

function stateRefusal({ state }: SentInvitation): DomainError | null {
  return state === 'pending' ? null : notPending(state)
}

type Locked = LockedForResend['invitations'][number]

/** Null if the caller can assign all roles of the invitation. */
export function roleRefusal(
  { invitation: { state, hasOfferedRoles }, pendingRoles }: Locked,
  assignable: readonly AssignableRole[],
): DomainError | null {
  if (!pendingRoles.every((pending) => assignable.some(({ id }) => id === pending.id))) {
    const instead = state === 'expired' ? 'Invite' : 'Revoke it and invite'
    return new DomainError(
      'not_yours_to_give',
      `This invitation offers a role that you cannot assign. ${instead} the person again with other roles.`,
    )
  }
  if (pendingRoles.length > 0 || !hasOfferedRoles) return null
  const instead =
    state === 'expired' ? 'Invite the person again with others.' : 'Choose others before you resend it.'
  return new DomainError('conflict', `The roles of this invitation are gone. ${instead}`)
}

/** Null if the invitation can be sent to its address again. */
export function addressRefusal(
  locked: LockedForResend,
  { emailFolded: address }: SentInvitation,
  { isMailed }: { isMailed: boolean },
): DomainError | null {
  const verdicts = verdictsOn(locked, { addresses: [address], isMailed })
  if (verdicts.get(address) === 'member') return new AddressTaken('member')
  if (!allowsAddress(locked.allowedDomains, address)) return verdictRefusal('other_domain', locked)
  return isMailed && exhaustedAddresses(locked).has(address) ? verdictRefusal('exhausted', locked) : null
}

export function sentTooRecently(): DomainError {
  return new DomainError('too_many', 'This invitation was sent less than a minute ago. Wait a moment.', {
    retryAfter: secondsBetweenEmails(),
  })
}

interface Renewed {
  id: string
  email: string
  version: number
  expiresAt: Date
}

interface Renewal {
  locked: LockedForResend
  invitations: readonly SentInvitation[]
  isMailed: boolean
}

/** One statement for any number. @returns without those that were sent too recently */
export async function renewInvitations(
  tx: Tx,
  access: Access,
  { locked, invitations, isMailed }: Renewal,
): Promise<Renewed[]> {
  const [first] = invitations
  if (!first) return []
  const { tenantId, organizationId } = access
  const { userId, permissions, isTenantLevel } = newInviterSnapshotOf(access, locked.inviter, first)
  const rows = invitations.map((before) => {
    const next = { id: before.id, version: before.version + 1 }
    const inviterName = newInviterSnapshotOf(access, locked.inviter, before).name
    return { ...next, inviterName, tickets: storedTickets(next) }
  })
  return tx.$queryRaw<Renewed[]>`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS g (id text, version int, "inviterName" text, tickets jsonb)
    ), renewed AS (
      UPDATE invitations i
      SET version = g.version, sent_at = now(), expires_at = now() + make_interval(secs => i.ttl_seconds),
        inviter_user_id = ${userId}, inviter_name = g."inviterName",
        inviter_held = ${permissions}::text[], inviter_exempt = ${isTenantLevel},
        message = CASE WHEN i.inviter_user_id IS NOT DISTINCT FROM ${userId} THEN i.message END,
        send_invitation_email = i.send_invitation_email OR ${isMailed}
      FROM given g
      WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND i.id = g.id
        AND i.state = 'pending' AND i.version = g.version - 1
        AND i.sent_at <= now() - make_interval(secs => ${secondsBetweenEmails()}::int)
      RETURNING i.id, i.email, i.version, i.expires_at
    ), issued AS (
      INSERT INTO invitation_tickets (tenant_id, ticket_hash, organization_id, invitation_id, version, purpose)
      SELECT ${tenantId}, t."ticketHash", ${organizationId}, r.id, r.version, t.purpose
      FROM renewed r JOIN given g ON g.id = r.id
      CROSS JOIN LATERAL jsonb_to_recordset(g.tickets) AS t ("ticketHash" text, purpose text)
    )
    SELECT r.id, r.email, r.version, r.expires_at AS "expiresAt" FROM renewed r ORDER BY r.email`
}

/** Tickets are never sent to the database, only their hashes. */
function storedTickets(next: { id: string; version: number }): { purpose: string; ticketHash: string }[] {
  return newTickets(next).map(({ purpose, ticketHash }) => ({ purpose, ticketHash }))
}

export function resentEvent({ id, email, version, expiresAt }: Renewed): Event {
  return {
    type: 'invitation.resent',
    target: { kind: 'invitation', id, email },
    details: { before: { version: version - 1 }, after: { version, expiresAt: expiresAt.toISOString() } },
  }
}
