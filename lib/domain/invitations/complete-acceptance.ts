import type { Event } from '@/lib/db/events'
import type { OutgoingMail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { findByTicketHash, type Ticketed } from './find-by-ticket'
import { goneInvitation } from './gone-invitation'
import { offeredRoles, type OfferedRoles } from './offered-roles'

export interface Acceptance {
  /** None when the same person had accepted before: then nothing is left to do. */
  events: Event[]
  mails: OutgoingMail[]
}

/**
 * Closes the invitation for this person and makes her a member, or throws and leaves all as it was. One guarded
 * update decides between everybody who tries; the organization stays as it is until the transaction ends.
 * @throws DomainError gone, conflict
 */
export async function completeAcceptance(tx: Tx, found: Ticketed, userId: string): Promise<Acceptance> {
  await holdOrganization(tx, found)
  const hasWon = await close(tx, found, userId)
  if (!hasWon) {
    await assertAcceptedBefore(tx, found, userId)
    return { events: [], mails: [] }
  }
  await mergeMetadata(tx, found, userId)
  const isNew = await addMember(tx, found, userId)
  const roles = isNew ? await giveRoles(tx, found, userId) : { given: [], dropped: [] }
  return {
    events: await eventsOf(tx, found, { userId, isNew, roles }),
    mails: await mailToInviter(tx, found),
  }
}

async function holdOrganization(tx: Tx, { tenantId, organization }: Ticketed): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM organizations WHERE tenant_id = ${tenantId} AND id = ${organization.id} FOR SHARE`
}

/** True for the one who gets it. Every condition is in the update itself. */
async function close(tx: Tx, found: Ticketed, userId: string): Promise<boolean> {
  const { tenantId, organization, invitation, version } = found
  const closed = await tx.$queryRaw<{ id: string }[]>`
    UPDATE invitations i SET state = 'accepted', closed_at = now(), accepted_by = u.id
    FROM users u, organizations o
    WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organization.id} AND i.id = ${invitation.id}
      AND i.state = 'pending' AND i.expires_at > now() AND i.version = ${version}
      AND u.tenant_id = ${tenantId} AND u.id = ${userId} AND u.email_folded = i.email_folded
      AND u.email_verified_at IS NOT NULL AND NOT u.blocked AND i.inviter_user_id IS DISTINCT FROM u.id
      AND o.tenant_id = ${tenantId} AND o.id = i.organization_id
      AND o.deleted_at IS NULL AND o.suspended_at IS NULL
    RETURNING i.id`
  return closed.length > 0
}

/** Says why nothing was closed, unless she is inside by this very invitation already. */
async function assertAcceptedBefore(tx: Tx, found: Ticketed, userId: string): Promise<void> {
  const { tenantId, organization } = found
  const now = await findByTicketHash(tx, tenantId, found.ticketHash)
  const { state, invitation } = now ?? found
  if (state === 'accepted' && invitation.acceptedBy === userId) {
    const stays = await tx.member.count({ where: { tenantId, organizationId: organization.id, userId } })
    if (stays > 0) return
  }
  if (state !== 'pending') throw goneInvitation({ state, invitation })
  if (invitation.inviterUserId === userId) {
    throw new DomainError(
      'conflict',
      'You made this invitation yourself, so somebody else has to invite you.',
    )
  }
  throw new DomainError('conflict', 'This invitation is for another address. Sign in with that one.')
}

/** At the top level. What a tenant’s own sender said counts; what a member said only fills what is not there yet. */
async function mergeMetadata(tx: Tx, { tenantId, invitation }: Ticketed, userId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE users u SET app_metadata = u.app_metadata || i.app_metadata,
      user_metadata = CASE WHEN i.metadata_fills THEN i.user_metadata || u.user_metadata
        ELSE u.user_metadata || i.user_metadata END,
      updated_at = now()
    FROM invitations i
    WHERE u.tenant_id = ${tenantId} AND u.id = ${userId} AND i.tenant_id = ${tenantId} AND i.id = ${invitation.id}
      AND (i.app_metadata <> '{}' OR i.user_metadata <> '{}')`
}

/** False for somebody who is a member: then nothing of hers changes. */
async function addMember(tx: Tx, found: Ticketed, userId: string): Promise<boolean> {
  const { tenantId, organization, invitation } = found
  const added = await tx.$executeRaw`
    INSERT INTO members (tenant_id, organization_id, user_id, invitation_id)
    VALUES (${tenantId}, ${organization.id}, ${userId}, ${invitation.id})
    ON CONFLICT (tenant_id, organization_id, user_id) DO NOTHING`
  if (added > 0) return true
  const suspended = await tx.member.count({
    where: { tenantId, organizationId: organization.id, userId, suspendedAt: { not: null } },
  })
  if (suspended === 0) return false
  throw new DomainError('conflict', `Your access to ${organization.displayName} is suspended.`)
}

/** A member holds one or more roles: where nothing is left of what was offered, nothing is accepted. */
async function giveRoles(tx: Tx, found: Ticketed, userId: string): Promise<OfferedRoles> {
  const roles = await offeredRoles(tx, found)
  if (roles.given.length === 0 && roles.dropped.length > 0) {
    const { inviterName } = found.invitation
    throw new DomainError(
      'conflict',
      `What this invitation offered can no longer be given. Ask ${inviterName} for a new one.`,
    )
  }
  await tx.memberRole.createMany({
    data: roles.given.map(({ id, usableIn }) => ({
      organizationId: found.organization.id,
      userId,
      roleId: id,
      usableIn,
    })),
  })
  return roles
}

async function eventsOf(
  tx: Tx,
  { tenantId, organization, invitation }: Ticketed,
  { userId, isNew, roles }: { userId: string; isNew: boolean; roles: OfferedRoles },
): Promise<Event[]> {
  const { name, email } = await tx.user.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: userId } },
  })
  const given = roles.given.map((role) => role.name)
  const by = { organizationId: organization.id, actor: { kind: 'user' as const, id: userId } }
  const accepted: Event = {
    ...by,
    type: 'invitation.accepted',
    target: { kind: 'invitation', id: invitation.id, email },
    details: {
      before: { state: 'pending' },
      after: { state: 'accepted', roles: given },
      droppedRoles: roles.dropped,
      wasMember: !isNew,
    },
  }
  if (!isNew) return [accepted]
  const added: Event = {
    ...by,
    type: 'member.added',
    target: { kind: 'user', id: userId, name, email },
    details: { before: null, after: given },
  }
  return [accepted, added]
}

/** Only while she is still inside: a member’s name is nobody else’s business. */
async function mailToInviter(tx: Tx, found: Ticketed): Promise<OutgoingMail[]> {
  const { tenantId, organization, invitation } = found
  const inviters = await tx.$queryRaw<{ email: string }[]>`
    SELECT u.email FROM users u
    JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = ${organization.id} AND m.user_id = u.id
    WHERE u.tenant_id = ${tenantId} AND u.id = ${invitation.inviterUserId} AND NOT u.blocked
      AND m.suspended_at IS NULL`
  return inviters.map(({ email }) => ({
    template: 'invitation_accepted',
    invitationId: invitation.id,
    to: email,
    organizationId: organization.id,
  }))
}
