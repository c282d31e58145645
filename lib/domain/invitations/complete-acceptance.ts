import type { Event } from '@/lib/db/events'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { findByTicketHash, type Ticketed } from './find-by-ticket'
import { closedInvitation } from './closed-invitation'
import { pendingRoles, type PendingRolesInput, type PendingRoles } from './offered-roles'

export interface Acceptance {
  /** None when the same person had accepted before: then nothing is left to do. */
  events: Event[]
  mails: OutgoingEmail[]
}

/**
 * Closes the invitation and makes this user a member, or throws and changes nothing. One guarded update decides between
 * concurrent attempts; the organization stays as it is until the transaction ends.
 * @throws DomainError gone, conflict
 */
export async function completeAcceptance(tx: Tx, found: Ticketed, userId: string): Promise<Acceptance> {
  const accepted = await accept(tx, found, userId)
  if (accepted === null) {
    await assertAcceptedBefore(tx, found, userId)
    return { events: [], mails: [] }
  }
  const { isNew, isSuspended, inviterEmail } = accepted
  if (isSuspended)
    throw new DomainError('conflict', `Your access to ${found.organization.displayName} is suspended.`)
  const roles = isNew ? await giveRoles(tx, found, { userId, accepted }) : { given: [], dropped: [] }
  return {
    events: eventsOf(found, { userId, accepted, roles }),
    mails: inviterEmail === null ? [] : [mailToInviter(found, inviterEmail)],
  }
}

/** As foyer.accept_invitation returns it. */
interface Accepted extends PendingRolesInput {
  /** The user’s. */
  name: string
  email: string
  /** False for a user who is a member already: then their roles stay. */
  isNew: boolean
  isSuspended: boolean
  /** Null where the inviter is not an active member any more. */
  inviterEmail: string | null
}

/** Null where this user cannot accept it: every condition is in the update itself. */
async function accept(tx: Tx, found: Ticketed, userId: string): Promise<Accepted | null> {
  const { organization, invitation, version } = found
  const [row] = await tx.$queryRaw<{ accepted: Accepted | null }[]>`
    SELECT foyer.accept_invitation(${organization.id}, ${invitation.id}, ${version}::int, ${userId}) AS accepted`
  return row?.accepted ?? null
}

/** Throws why nothing was closed, unless this user accepted this very invitation before and is still a member. */
async function assertAcceptedBefore(tx: Tx, found: Ticketed, userId: string): Promise<void> {
  const { tenantId, organization } = found
  const now = await findByTicketHash(tx, tenantId, found.ticketHash)
  const { state, invitation } = now ?? found
  if (state === 'accepted' && invitation.acceptedBy === userId) {
    const stays = await tx.member.count({ where: { tenantId, organizationId: organization.id, userId } })
    if (stays > 0) return
  }
  if (state !== 'pending') throw closedInvitation({ state, invitation })
  if (invitation.inviterUserId === userId) {
    throw new DomainError('conflict', 'You created this invitation, so someone else has to invite you.')
  }
  throw new DomainError('conflict', 'This invitation is for another address. Sign in with that one.')
}

/** A member has at least one role: if none of the offered roles can be given, the invitation is not accepted. */
async function giveRoles(
  tx: Tx,
  found: Ticketed,
  { userId, accepted }: { userId: string; accepted: Accepted },
): Promise<PendingRoles> {
  const roles = pendingRoles(accepted)
  if (roles.given.length === 0 && roles.dropped.length > 0) {
    const { inviterName } = found.invitation
    throw new DomainError(
      'conflict',
      `The roles of this invitation can no longer be assigned. Ask ${inviterName} for a new invitation.`,
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

function eventsOf(
  { organization, invitation }: Ticketed,
  { userId, accepted, roles }: { userId: string; accepted: Accepted; roles: PendingRoles },
): Event[] {
  const { name, email, isNew } = accepted
  const given = roles.given.map((role) => role.name)
  const by = { organizationId: organization.id, actor: { kind: 'user' as const, id: userId } }
  const closed: Event = {
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
  if (!isNew) return [closed]
  const added: Event = {
    ...by,
    type: 'member.added',
    target: { kind: 'user', id: userId, name, email },
    details: { before: null, after: given },
  }
  return [closed, added]
}

function mailToInviter({ organization, invitation }: Ticketed, to: string): OutgoingEmail {
  return {
    template: 'invitation_accepted',
    invitationId: invitation.id,
    to,
    organizationId: organization.id,
  }
}
